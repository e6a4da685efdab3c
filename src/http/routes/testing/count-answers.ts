import type { RouteOptions } from "fastify";

/** Counts the answers of a route, those included that nobody was there for any more. `onRoute` is an option of the app. */
export function countAnswers(url: string): { onRoute(route: RouteOptions): void; count(): number } {
  let answers = 0;
  return {
    onRoute(route) {
      if (route.url === url)
        route.onSend = async () => {
          answers += 1;
        };
    },
    count: () => answers,
  };
}
