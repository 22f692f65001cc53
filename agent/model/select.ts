import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider'
import type { Generate } from '../browser/port.ts'
import { generateWith, type HostedModel } from './hosted.ts'
import { offlineGenerate } from './offline/elements/generate.ts'
import { selectChatModel } from './select-chat.ts'

export interface Models {
  chat: LanguageModelV4
  /** Answers the browser's questions about elements. */
  generate: Generate
  /** Makes the first reply as quick as the later ones. */
  warmUp(): Promise<unknown>
}

/** The configured model for both uses, or the offline ones. */
export function selectModels(hosted: HostedModel | undefined): Models {
  const chat = selectChatModel(hosted)
  if (hosted) return { chat, generate: generateWith(chat), warmUp: async () => undefined }
  return { chat, generate: offlineGenerate, warmUp: async () => chat.doGenerate(FIRST) }
}

/** The offline interpreter's expressions are compiled when they are first used, which takes 0.3 s. */
const FIRST: LanguageModelV4CallOptions = {
  prompt: [
    {
      role: 'user',
      content: [{ type: 'text', text: 'Run 10 sessions on the demo shop, 70% mobile: pricing > sign up' }],
    },
  ],
}
