declare module "observablehq:stdlib" {
  export function FileAttachment(name: string): {
    name: string;
    href: string;
    json(): Promise<unknown>;
  };
}
