import type { OpenDevice, Opening } from '../kind.ts';
import type { DisplayCommand } from '../roles.ts';
import { createSketchConversation, type Sketch, type SketchConversation } from './sketch-conversation.ts';

/**
 * A display that is a board with one of our sketches: it has said which one it is, and `agree`, which throws where the
 * sketch cannot do what the settings want. A text is the body of one frame, told again while nothing else is to be
 * shown: a board that restarted is dark, and so is a module whose supply voltage dipped.
 */
export async function openSketchDisplay(
  { options, ports, lost }: Opening<{ readonly address: string; readonly baud_rate: number }, never>,
  sketch: Sketch,
  bodyOf: (text: string) => string,
  agree: (conversation: SketchConversation) => Promise<void> = async () => undefined,
): Promise<OpenDevice<DisplayCommand>> {
  const wire = await ports.wires.open(options.address, { baudRate: options.baud_rate });
  const conversation = createSketchConversation(wire, ports.clock, sketch);
  try {
    await conversation.greet();
    await agree(conversation);
  } catch (thrown) {
    await conversation.close();
    throw thrown;
  }
  conversation.onLost(lost);
  let shown: string | undefined;
  return {
    async perform({ text }) {
      shown = bodyOf(text);
      await conversation.show(shown);
      return 'acknowledged';
    },
    probe: () => conversation.greet(),
    async refresh() {
      if (shown !== undefined) await conversation.show(shown);
    },
    close: () => conversation.close(),
  };
}
