/** Bytes that are no answer of the protocol. */
export const garbage = [0xff, 0x91, 0xee, 0x80];

/** Answer to the buffer clear, DLE DC4 fn=8. */
export const cleared = [0x37, 0x25, 0x00];

/** Answer to GS ( H fn=48: the four bytes of the question in a frame. */
export const processAnswer = (id: readonly number[]): readonly number[] => [0x37, 0x22, ...id, 0x00];
export const constantId = [0x30, 0x30, 0x30, 0x30];

/** Answer to GS I 67, the name of the model, and to GS I 1. */
export const borrowedName = [0x5f, ...Buffer.from('TM-T88VI'), 0x00];
export const borrowedModel = 0x20;
