// A word of a vocabulary, for people, where nobody has given it a title: "pending_ratification" as "Pending ratification".
export function spelledOut(id: string): string {
  const text = id.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
