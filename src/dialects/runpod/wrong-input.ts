import { Failure } from "../../domain/failure.ts";

/** An `input` that is not as it should be. RunPod tells all that is wrong of it in a list. */
export class WrongInput extends Failure {
  readonly messages: readonly string[];

  constructor(messages: readonly string[]) {
    super("request-invalid", messages.join(" "));
    this.messages = messages;
  }
}
