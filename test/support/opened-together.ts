/** Opens one of several that share what is outside of them, and closes all of them together. */
export async function openedTogether<One extends { close(): Promise<void> }>(open: () => Promise<One>) {
  const all: One[] = [];
  const another = async () => {
    const one = await open();
    all.push(one);
    return one;
  };
  const close = async () => {
    await Promise.all(all.map((one) => one.close()));
  };
  return { first: await another(), another, close };
}
