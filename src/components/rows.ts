export type ColumnType = "number" | "string" | "boolean" | "date" | "timestamp";
export type Column = {name: string; type: ColumnType};
export type Value = number | string | boolean | Date | null;
export type Row = Record<string, Value>;

/** A query's result as the engine gives it: the values of each column. */
export type Result = {columns: Column[]; values: Value[][]};

type StoredValue = number | string | boolean | null;
/** Dates as "2018-08-01", timestamps as ISO text in UTC. Where texts repeat, each stands in `texts` once, and the values are their places there. */
type StoredColumn = Column & {values: StoredValue[]; texts?: StoredValue[]};

/** A query's result as shipped with a page. */
export type StoredResult = {columns: StoredColumn[]};

/** The parts of an Arrow table that are read here, so that any Arrow version's table fits. */
export type ArrowTable = {
  numRows: number;
  schema: {fields: readonly {name: string; type: {typeId: number; scale?: number}}[]};
  getChildAt(index: number): {get(row: number): unknown} | null;
};

type Decoder = {type: ColumnType; decode: (value: never, scale: number) => Value};

const asNumber: Decoder = {type: "number", decode: (value: number | bigint) => Number(value)};
const asString: Decoder = {type: "string", decode: (value: string) => value};

/** By Arrow's type ids. */
const decoders = new Map<number, Decoder>([
  [1, asString],
  [2, asNumber],
  [3, asNumber],
  [5, asString],
  [6, {type: "boolean", decode: (value: boolean) => value}],
  [7, {type: "number", decode: decodeDecimal}],
  [8, {type: "date", decode: (value: Date | number) => new Date(value)}],
  [10, {type: "timestamp", decode: (value: Date | number) => new Date(value)}]
]);

export function decodeColumns({schema}: ArrowTable): Column[] {
  return schema.fields.map(({name, type}) => ({name, type: getDecoder(name, type).type}));
}

/** Plain values of an Arrow table, by column: integers and decimals of any width as numbers, dates as UTC midnight, missing values as null. */
export function decodeValues(table: ArrowTable): Value[][] {
  return table.schema.fields.map(({name, type}, i) => {
    const {decode} = getDecoder(name, type);
    const vector = table.getChildAt(i);
    return Array.from({length: table.numRows}, (_, row) => decodeValue(vector?.get(row), decode, type.scale ?? 0));
  });
}

export function makeRows({columns, values}: Result): Row[] {
  return Array.from(values[0] ?? [], (_, row) =>
    Object.fromEntries(columns.map(({name}, i) => [name, values[i]![row]!]))
  );
}

export function encodeResult(columns: Column[], rows: Row[]): StoredResult {
  return {
    columns: columns.map((column) =>
      packTexts({...column, values: rows.map((row) => encodeValue(row[column.name]!, column.type))})
    )
  };
}

function packTexts(column: StoredColumn): StoredColumn {
  const texts = [...new Set(column.values)];
  if (column.type === "number" || column.type === "boolean" || texts.length > column.values.length / 2) return column;
  const places = new Map(texts.map((text, i) => [text, i]));
  return {...column, texts, values: column.values.map((text) => places.get(text)!)};
}

export function decodeResult({columns}: StoredResult): Row[] {
  return makeRows({columns, values: columns.map(decodeColumn)});
}

function decodeColumn({type, values, texts}: StoredColumn): Value[] {
  const restored = (texts ?? values).map((value) => restoreValue(value, type));
  return texts ? values.map((place) => restored[Number(place)]!) : restored;
}

function getDecoder(name: string, {typeId}: {typeId: number}): Decoder {
  const decoder = decoders.get(typeId);
  if (!decoder)
    throw new TypeError(`column ${name} has a type pages cannot show: cast it to a number, text, date or timestamp`);
  return decoder;
}

function decodeValue(value: unknown, decode: Decoder["decode"], scale: number): Value {
  return value == null ? null : decode(value as never, scale);
}

/** Arrow hands a decimal over unscaled, as little-endian 32-bit words in two's complement. */
function decodeDecimal(words: Uint32Array, scale: number): number {
  let unscaled = 0n;
  for (let i = words.length - 1; i >= 0; --i) unscaled = (unscaled << 32n) | BigInt(words[i]!);
  return Number(`${BigInt.asIntN(32 * words.length, unscaled)}e-${scale}`);
}

function encodeValue(value: Value, type: ColumnType): StoredValue {
  if (!(value instanceof Date)) return value;
  const text = value.toISOString();
  return type === "date" ? text.slice(0, text.indexOf("T")) : text;
}

function restoreValue(value: StoredValue, type: ColumnType): Value {
  const isTime = type === "date" || type === "timestamp";
  return isTime && typeof value === "string" ? new Date(value) : value;
}
