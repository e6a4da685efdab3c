import { inProcessBell } from "../../src/queues/in-process.ts";
import { inProcessNews } from "../../src/queues/in-process-news.ts";
import { bellContract, RINGS_EVERYBODY, WITHOUT_BROKER } from "../contracts/bell.ts";
import { newsContract } from "../contracts/news.ts";

bellContract(
  "in process",
  async () => {
    const bell = inProcessBell();
    return { bell, another: async () => bell, close: () => bell.close() };
  },
  { except: { ...WITHOUT_BROKER, ...RINGS_EVERYBODY } },
);

newsContract(
  "in process",
  async () => {
    const news = inProcessNews();
    return { news, another: async () => news, close: () => news.close() };
  },
  {
    except: {
      "fails nobody who tells while it is away, and is heard when it is back": "there is nothing to be away",
      "closes soon while it is away": "there is nothing to be away",
    },
  },
);
