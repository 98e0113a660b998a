import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import type {Effects} from "./effects.ts";
import {UsageError} from "./errors.ts";
import {findFiles} from "./files.ts";
import {query} from "./query.ts";
import type {Settings} from "./settings.ts";

const headSchema = z.strictObject({
  title: z.string().min(1),
  tier: z.coerce.number().int().min(1).max(4),
  page: z.string().startsWith("/").optional(),
  proxy: z.string().min(1).optional()
});

/** A business question and the query over the published tables that answers it. */
export interface Question extends z.infer<typeof headSchema> {
  /** Such as "q001". */
  id: string;
  number: number;
  path: string;
  /** One SELECT, without the head. */
  sql: string;
}

const head = /^--[^\n]*(?:\n--[^\n]*)*\n?/;

/** The questions of `sql/questions/`, by number. */
export async function readQuestions(root: string): Promise<Question[]> {
  const files = await findFiles(join(root, "sql/questions"), /^q\d{3}\.sql$/);
  return Promise.all(files.map((file) => readQuestion(root, `sql/questions/${file}`)));
}

async function readQuestion(root: string, path: string): Promise<Question> {
  const text = await readFile(join(root, path), "utf8");
  const [comment = ""] = head.exec(text) ?? [];
  const id = path.slice(-"q001.sql".length, -".sql".length);
  const result = headSchema.safeParse(parseHead(comment));
  if (result.success)
    return {...result.data, id, number: Number(id.slice(1)), path, sql: text.slice(comment.length).trim()};
  const [issue] = result.error.issues;
  throw new UsageError(
    `${path}: ${issue!.path.join(".") || "head"}: ${issue!.message}. A question begins with "-- title: …" and "-- tier: 1" to 4, and may have "-- page: …" and "-- proxy: …".`
  );
}

/** Keys and values of a comment; a line without a key goes on the one before. */
function parseHead(comment: string): Record<string, string> {
  const found: Record<string, string> = {};
  let last = "";
  for (const line of comment.split("\n").filter(Boolean)) {
    const [, key, value] = /^-- (\w+): (.*)$/.exec(line) ?? [];
    if (key) found[(last = key)] = value!.trim();
    else found[last] = `${found[last] ?? ""} ${line.slice(2).trim()}`.trim();
  }
  return found;
}

/** Finds a question by "q001", "q1" or "1". */
export function findQuestion(questions: readonly Question[], name: string): Question {
  const number = Number(/^q?(\d{1,3})$/i.exec(name)?.[1]);
  const found = questions.find((question) => question.number === number);
  if (found) return found;
  const what = Number.isNaN(number) ? `"${name}" is no question` : `There is no answer to question ${number}`;
  throw new UsageError(`${what}. Answered are ${questions.map(({id}) => id).join(", ")}; such as: ask q001`);
}

/** Asks the built warehouse a question. */
export async function askQuestion(settings: Settings, name: string, effects: Effects) {
  const question = findQuestion(await readQuestions(settings.root), name);
  const answer = await query(settings, question.sql, effects).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${question.path}: ${error.message}`, {cause: error});
  });
  return {question, ...answer};
}

/** What stands above the rows: the question, and if they are a proxy, of what. */
export function describeQuestion({number, title, proxy}: Question): string {
  return [`${number}. ${title}`, ...(proxy ? [`Proxy: ${proxy}`] : [])].join("\n");
}
