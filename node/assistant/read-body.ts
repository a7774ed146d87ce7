import { AssistantError } from '../ports.ts';

/** The text of an answer, as long as it is not enormous. @throws AssistantError unreadable; what reading throws */
export async function readBody(answer: Response, sizeMaxBytes: number): Promise<string> {
  if (answer.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  // Leaving the loop early closes the connection, so that the rest is not sent.
  for await (const bytes of answer.body) {
    size += bytes.byteLength;
    if (size > sizeMaxBytes)
      throw new AssistantError('unreadable', `The assistant's answer was longer than ${sizeMaxBytes} bytes.`);
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
