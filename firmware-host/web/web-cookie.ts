/**
 * The cookie of a session. Over TLS it never leaves TLS, and no other host or path can set it (`__Host-`). It is named
 * after the port: a browser has the same cookies for all servers of a machine, such as a hall and the office.
 */
export interface WebCookie {
  /** The header `Set-Cookie` for a token. */
  set(token: string): string;
  /** The header that takes the cookie from the browser. */
  clear(): string;
  /** The token in a header `Cookie`. */
  read(header: string | undefined): string | undefined;
}

export function webCookie(isSecure: boolean, port: () => number): WebCookie {
  const name = () => `${isSecure ? '__Host-' : ''}loket-${port()}`;
  const attributes = `; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    set: (token) => `${name()}=${token}${attributes}`,
    clear: () => `${name()}=; Max-Age=0${attributes}`,
    read(header = '') {
      const own = name();
      for (const part of header.split(';')) {
        const [key, value] = part.trim().split('=', 2);
        if (key === own) return value;
      }
      return undefined;
    },
  };
}
