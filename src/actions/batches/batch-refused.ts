import { Failure } from "../../domain/failure.ts";

/** What is wrong with an item of a batch. */
export interface WrongItem {
  /** From 0. */
  readonly place: number;
  /** Of the item, such as `url`; empty where it is the item as a whole. */
  readonly field: string;
  readonly failure: Failure;
}

/** Named in the message; all of them are in `wrong`. */
const MOST_NAMED = 20;

/** A batch of which some items are wrong: nothing of it is kept. Its code is theirs where they have one in common. */
export class BatchRefused extends Failure {
  readonly wrong: readonly WrongItem[];

  constructor(wrong: readonly WrongItem[]) {
    const codes = new Set(wrong.map(({ failure }) => failure.code));
    const [code = "request-invalid"] = codes;
    super(codes.size > 1 ? "request-invalid" : code, describe(wrong));
    this.wrong = wrong;
  }
}

/** An item, or a field of it, as the request has it: `items[3].url`. */
export const nameOfItem = ({ place, field }: Pick<WrongItem, "place" | "field">): string =>
  `items[${place}]${field === "" || field.startsWith("[") ? field : `.${field}`}`;

function describe(wrong: readonly WrongItem[]): string {
  const named = wrong
    .slice(0, MOST_NAMED)
    .map((each) => `${nameOfItem(each)}: ${each.failure.message.replace(/[^.!?]$/, "$&.")}`);
  const more = wrong.length - named.length;
  return [...named, ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}
