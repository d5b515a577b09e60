// The content of the page as a picture.
import { toBlob } from "html-to-image";
import type { File } from "./save";

export async function pictureOfPage(): Promise<File> {
  const content = document.querySelector<HTMLElement>("main");
  if (!content) throw new Error("the page has no content to take a picture of");
  const keep = (node: HTMLElement) => !node.classList?.contains("not-in-pictures");
  const blob = await toBlob(content, { pixelRatio: 2, backgroundColor: "#ffffff", filter: keep, skipFonts: true });
  if (!blob) throw new Error("the browser made no picture");
  return { content: blob, ending: "png" };
}
