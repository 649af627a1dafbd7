/** `user-service` of `example.org/me/user-service:1.0`: by this name a service of the contract is found. */
export function serviceName(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  return last.replace(/[:@].*$/s, '');
}
