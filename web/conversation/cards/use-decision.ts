import { useState } from 'react'
import { useChatAround } from '../chat-context.ts'

/** Answers an approval once. The server looks up the call itself and runs it, or not. */
export function useDecision(approvalId: string) {
  const chat = useChatAround()
  const [decided, setDecided] = useState(false)
  const decide = (approved: boolean, then?: string) => {
    setDecided(true)
    void answer(approved, then)
  }
  const answer = async (approved: boolean, then?: string) => {
    await chat.addToolApprovalResponse({ id: approvalId, approved })
    // Waits in the queue until the agent has taken note of the decision.
    if (then) await chat.sendMessage({ text: then })
  }
  return { decide, decided }
}
