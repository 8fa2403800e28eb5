// The names of the categories change seldom and are never worth failing a page for: asked for at most once a minute.
export function categoryNames(catalogue, clock = Date.now) {
  let known = new Map();
  let list = [];
  let until = 0;

  async function refresh() {
    if (clock() < until) return;
    until = clock() + 60_000;
    try {
      list = await catalogue.categories();
      known = new Map(list.map((category) => [category.key, category.name]));
    } catch {
      until = clock() + 5_000;
    }
  }

  return {
    async all() {
      await refresh();
      return known;
    },
    async list() {
      await refresh();
      return list;
    },
  };
}
