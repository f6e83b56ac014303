/** The cookie of a session. Over TLS it never leaves TLS, and no other host or path can set it (`__Host-`). */
export interface WebCookie {
  /** The header `Set-Cookie` for a token. */
  set(token: string): string;
  /** The header that takes the cookie from the browser. */
  readonly clear: string;
  /** The token in a header `Cookie`. */
  read(header: string | undefined): string | undefined;
}

export function webCookie(isSecure: boolean): WebCookie {
  const name = isSecure ? '__Host-loket' : 'loket';
  const attributes = `; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    set: (token) => `${name}=${token}${attributes}`,
    clear: `${name}=; Max-Age=0${attributes}`,
    read(header = '') {
      for (const part of header.split(';')) {
        const [key, value] = part.trim().split('=', 2);
        if (key === name) return value;
      }
      return undefined;
    },
  };
}
