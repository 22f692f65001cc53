import type { LanguageModelV4 } from '@ai-sdk/provider'
import { type HostedModel, hostedModel } from './hosted.ts'
import { offlineChatModel } from './offline/chat/model.ts'

/** The configured model, or the offline one. */
export const selectChatModel = (hosted: HostedModel | undefined): LanguageModelV4 =>
  hosted ? hostedModel(hosted) : offlineChatModel()
