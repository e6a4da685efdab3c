import { Failure } from "../../domain/failure.ts";

/** A field of a request that is not as it should be; OpenAI's errors name it apart from the message. */
export class WrongField extends Failure {
  readonly field: string;

  constructor(field: string, detail: string) {
    super("request-invalid", detail);
    this.field = field;
  }
}
