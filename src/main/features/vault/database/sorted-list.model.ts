/**
 * A sorted list in which some elements are other than they were: those that `isStale` says go, `fresh` ones are put in
 * where they belong, by halving. So a large list follows a small change without being sorted anew.
 */
export function resorted<T>(
  list: readonly T[],
  isStale: (element: T) => boolean,
  fresh: readonly T[],
  compare: (one: T, other: T) => number,
): T[] {
  const many = list.filter((element) => !isStale(element));
  const result: T[] = [];
  let from = 0;
  for (const element of fresh.toSorted(compare)) {
    let [low, high] = [from, many.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(many[middle] as T, element) < 0) low = middle + 1;
      else high = middle;
    }
    for (; from < low; from++) result.push(many[from] as T);
    result.push(element);
  }
  for (; from < many.length; from++) result.push(many[from] as T);
  return result;
}
