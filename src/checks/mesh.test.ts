import { describe, expect, it } from 'vitest';
import { manifests } from './mesh.testing.ts';
import { routing, virtualServices } from './mesh.ts';

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: order-service}
`;
const virtualService = (spec: string, name = 'orders') => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}}
spec: ${spec}
`;
const ROUTE = 'route: [{destination: {host: order-service}}]';
const why = (...specs: string[]) =>
  routing(
    manifests(SERVICE + specs.map((spec, at) => virtualService(spec, `vs-${at}`)).join('')),
    'order-service',
  );

describe('why calls within the mesh may not fare as expected', () => {
  it('is that no VirtualService is for the service', () => {
    expect(why()).toBe('There is no VirtualService with order-service among its hosts.');
    expect(why(`{hosts: [orders-service], http: [{${ROUTE}}]}`)).toBe(
      'There is no VirtualService with order-service among its hosts (k8s/mesh.yaml:6 is for [orders-service]).',
    );
  });

  it('is that it holds at a gateway alone', () => {
    expect(why(`{hosts: [order-service], gateways: [front], http: [{${ROUTE}}]}`)).toBe(
      'k8s/mesh.yaml:6: with gateways: [front] the VirtualService holds at that gateway alone and not for calls within the mesh, and there is no Gateway front.',
    );
    expect(why(`{hosts: [order-service], gateways: [front, mesh], http: [{${ROUTE}}]}`)).toContain(
      'there are no retries',
    );
  });

  it('is that there are two for one host', () => {
    const spec = `{hosts: [order-service], http: [{${ROUTE}}]}`;
    expect(why(spec, spec)).toContain(
      'k8s/mesh.yaml:6 and k8s/mesh.yaml:11 are both VirtualServices for order-service',
    );
  });

  it('is that it leads to a host that does not exist', () => {
    expect(why('{hosts: [order-service], http: [{route: [{destination: {host: orders}}]}]}')).toContain(
      'sends calls to the host orders, and there is no Service of that name',
    );
  });

  it('is in what its routes say', () => {
    expect(
      why(
        `{hosts: [order-service], http: [{${ROUTE}, timeout: 3s, retries: {attempts: 1, retryOn: connect-failure}}]}`,
      ),
    ).toBe(
      'k8s/mesh.yaml:6: retries are {attempts: 1, retryOn: connect-failure}, timeout: 3s is the limit for all tries together.',
    );
    expect(why(`{hosts: [order-service], http: [{${ROUTE}, retries: {attempts: 3}}]}`)).toContain(
      'without retryOn',
    );
    expect(
      why(
        `{hosts: [order-service], http: [{match: [{uri: {prefix: /x}}], fault: {abort: {httpStatus: 503}}, ${ROUTE}}, {${ROUTE}}]}`,
      ),
    ).toBe(
      'k8s/mesh.yaml:6: for some calls, a fault is injected, there are no retries; then there are no retries.',
    );
  });
});

it('a VirtualService is found by its host, whatever it is called', () => {
  const all = manifests(
    SERVICE +
      virtualService(`{hosts: [order-service, orders]}`, 'a') +
      virtualService(`{hosts: [user-service]}`, 'b'),
  );
  expect(virtualServices(all, 'order-service').map(({ object }) => object.metadata.name)).toEqual(['a']);
});
