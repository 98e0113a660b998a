import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap
} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {HighlightStyle, bracketMatching, syntaxHighlighting} from "@codemirror/language";
import {EditorState, StateEffect} from "@codemirror/state";
import {EditorView, drawSelection, keymap, lineNumbers, placeholder} from "@codemirror/view";
import {tags} from "@lezer/highlight";
import type {SqlError} from "./sql-error.js";
import {completeSql} from "./sql-completion.js";
import type {CatalogTable, DescribeTables} from "./table-list.js";

type Options = {
  tables: readonly CatalogTable[];
  describeTables: DescribeTables;
  label: string;
  onRun: () => void;
  onChange?: () => void;
};

export type SqlEditor = {
  node: HTMLElement;
  getText(): string;
  setText(text: string): void;
  /** Puts text where the cursor is. */
  insert(text: string): void;
  /** Underlines the place of an error; none clears it. */
  mark(error?: SqlError): void;
  focus(): void;
};

const highlighting = HighlightStyle.define([
  {tag: tags.keyword, color: "var(--syntax-keyword)"},
  {tag: [tags.string, tags.special(tags.string)], color: "var(--syntax-string)"},
  {tag: [tags.number, tags.bool, tags.null], color: "var(--syntax-constant)"},
  {tag: tags.typeName, color: "var(--syntax-entity)"},
  {tag: tags.comment, color: "var(--theme-foreground-muted)", fontStyle: "italic"}
]);

/** A SQL editor that knows the published tables. Ctrl+Enter runs; Tab indents, and after Escape leaves. */
export function makeEditor({tables, describeTables, label, onRun, onChange}: Options): SqlEditor {
  const run = () => (onRun(), true);
  const state = EditorState.create({
    extensions: [
      keymap.of([
        {key: "Mod-Enter", run},
        {key: "Tab", run: acceptCompletion},
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...defaultKeymap,
        ...historyKeymap,
        indentWithTab
      ]),
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({icons: false}),
      placeholder("select …"),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({"aria-label": label, "aria-describedby": "editor-keys", spellcheck: "false"}),
      EditorView.updateListener.of(({docChanged}) => docChanged && onChange?.()),
      syntaxHighlighting(highlighting),
      completeSql(tables, describeTables)
    ]
  });
  return wrap(new EditorView({state}));
}

function wrap(view: EditorView): SqlEditor {
  const mark = markErrors(view);
  return {
    node: view.dom,
    getText: () => view.state.doc.toString(),
    setText(text) {
      const changes = {from: 0, to: view.state.doc.length, insert: text};
      view.dispatch({changes, selection: {anchor: text.length}});
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    mark: (error) => void mark(error),
    focus: () => view.focus()
  };
}

/** Underlines errors in a text; what draws the line comes with the first of them. */
function markErrors(view: EditorView) {
  let drawing: ReturnType<typeof load> | undefined;
  async function load() {
    const {lintGutter, setDiagnostics} = await import("@codemirror/lint");
    view.dispatch({effects: StateEffect.appendConfig.of(lintGutter())});
    return setDiagnostics;
  }
  return async (error?: SqlError) => {
    const found = error && error.to > 0 ? [{...error, severity: "error" as const}] : [];
    if (found.length === 0 && !drawing) return;
    const {doc} = view.state;
    const setDiagnostics = await (drawing ??= load());
    if (view.state.doc !== doc) return;
    view.dispatch(setDiagnostics(view.state, found));
    if (found[0]) view.dispatch({selection: {anchor: found[0].from}, scrollIntoView: true});
  };
}
