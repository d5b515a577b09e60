import { beforeEach, describe, expect, it } from "vitest";
import { address } from "@/navigation";
import { en, type Words } from "./en";
import { vi } from "./vi";
import { date, language, loadWords, number, percent, t, time } from "./words";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function speak(tag: string | undefined): void {
  address.value = { ...address.value, language: tag };
}

beforeEach(async () => {
  speak(undefined);
  await loadWords("vi");
});

describe("a translation", () => {
  it("has the keys of English, all of them and no other", () => {
    expect(Object.keys(vi).sort()).toEqual(Object.keys(en).sort());
  });

  it("puts in what English puts in", () => {
    const places = (words: Words) => Object.entries(words).map(([key, text]) => [key, ...placeholders(text)]);
    expect(places(vi).sort()).toEqual(places(en).sort());
  });

  it("leaves no words empty", () => {
    expect(Object.entries(vi).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("says in its own words what is more than a name or a sign", () => {
    const same = Object.keys(en).filter((key) => en[key as keyof typeof en] === vi[key as keyof typeof en]);
    expect(same.sort()).toEqual(["hitKpi", "kpi", "product"]);
  });
});

describe("the page's words", () => {
  it("are English where the address asks for no language, or for one that the page does not speak", () => {
    expect(t("overview")).toBe("Overview");
    speak("fr");
    expect(language.value).toBe("en");
    expect(t("overview")).toBe("Overview");
  });

  it("are Vietnamese where the address asks for it", () => {
    speak("vi");
    expect(t("overview")).toBe("Tổng quan");
  });

  it("put in numbers as the language writes them, and texts as they are", () => {
    expect(t("ofLines", { count: 1234, total: 5678n })).toBe("1,234 of 5,678");
    speak("vi");
    expect(t("ofLines", { count: 1234, total: 5678n })).toBe("1.234 trên 5.678");
    expect(t("refusedText", { text: "1234" })).toBe("Máy chủ trả lời: 1234");
  });

  it("show the place of what was not given, instead of hiding it", () => {
    expect(t("ofLines", { count: 3 })).toBe("3 of {total}");
  });
});

describe("numbers", () => {
  it("have as many decimals as the cell says, else as many as they have", () => {
    expect(number(15.6)).toBe("15.6");
    expect(number(20, 1)).toBe("20.0");
    expect(number(29.25, 1)).toBe("29.3");
  });

  it("have the language's own comma and point", () => {
    speak("vi");
    expect(number(1234567.5)).toBe("1.234.567,5");
    expect(percent(5n, 8n)).toBe("62,5%");
  });

  it("give a share with at most one decimal", () => {
    expect(percent(1n, 3n)).toBe("33.3%");
    expect(percent(0n, 3n)).toBe("0%");
  });
});

describe("dates", () => {
  it("are as precise as they were given", () => {
    expect(date("2020")).toBe("2020");
    expect(date("2020-11")).toBe("November 2020");
    expect(date("2020-11-24")).toBe("24 Nov 2020");
  });

  it("follow the language", () => {
    speak("vi");
    expect(date("2020-11")).toMatch(/tháng 11/);
    expect(date("2020-11-24")).toBe("24 thg 11, 2020");
  });

  it("stand as they are where they are none", () => {
    expect(date("not stated")).toBe("not stated");
    expect(date("")).toBe("");
    expect(date("2020-13")).toBe("2020-13");
    expect(date("2021-02-29")).toBe("2021-02-29");
  });

  it("are in UTC, wherever the reader is", () => {
    expect(time(new Date("2026-11-22T23:30:00Z"))).toBe("22 Nov 2026, 23:30 UTC");
  });
});
