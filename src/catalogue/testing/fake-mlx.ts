/** What MLX writes beside the weights of a Whisper. */
export function fakeMlxConfig(vocabulary = 51_865): Buffer {
  return Buffer.from(JSON.stringify({ n_mels: 80, n_audio_ctx: 1500, n_vocab: vocabulary, model_type: "whisper" }));
}

/** Weights in the format of safetensors: one tensor of 64 bytes. */
export function fakeSafetensors(): Buffer {
  const header = Buffer.from(JSON.stringify({ some: { dtype: "F16", shape: [32], data_offsets: [0, 64] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(64, 7)]);
}

/** Weights as numpy packs them: a zip archive, here with nothing in it but its end. */
export function fakeNpz(): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  return Buffer.concat([Buffer.alloc(200, 7), end]);
}
