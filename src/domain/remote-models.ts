/** Whether a recording would be sent away to be heard by this model. */
export const isRemoteModel = (name: string): boolean => /^\s*openai\//i.test(name);
