import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { parse } from 'yaml';

export interface Channel {
  readonly name: string;
  /** Below `loket/v1/{site}/`. */
  readonly address: string;
  readonly takes: (topic: string) => boolean;
  readonly valid: ValidateFunction;
  readonly retain: boolean;
  readonly qos: number;
  /** As the controller sees it. */
  readonly action: 'send' | 'receive';
}

/** docs/asyncapi.yaml as an integrator's tools read it: nothing of the code that it was made from is used. */
export function contractDocument(): readonly Channel[] {
  const document = parse(readFileSync(new URL('../../docs/asyncapi.yaml', import.meta.url), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  ajv.addSchema(document, 'contract');
  return Object.keys(document.channels).map((name) => {
    const { address } = document.channels[name];
    const pattern = new RegExp(`^${address.replace(/\{\w+\}/g, '[a-z0-9-]{1,40}')}$`);
    const { action, bindings } = document.operations[name];
    return {
      name,
      address: address.replace('loket/v1/{site}/', ''),
      takes: (topic) => pattern.test(topic),
      valid: ajv.compile({ $ref: `contract#/components/messages/${name}/payload` }),
      retain: bindings.mqtt.retain,
      qos: bindings.mqtt.qos,
      action,
    };
  });
}
