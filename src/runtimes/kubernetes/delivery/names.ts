/** An image's full name, as nodes list it: `user-service` is `docker.io/library/user-service:latest`. */
export function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? image : rest.length > 0 ? `docker.io/${image}` : `docker.io/library/${image}`;
  return /:[^/]+$|@/.test(path) ? path : `${path}:latest`;
}
