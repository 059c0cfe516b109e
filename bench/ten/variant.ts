/**
 * Variants of the ten messages: plain JavaScript, our own, simjs, XState.
 */
import type { TenProgram } from './workload.ts';

export const TEN_VARIANTS = ['plain', 'compiled', 'simjs', 'xstate'] as const;
export type TenVariant = (typeof TEN_VARIANTS)[number];

/** What each is called, and what it does. */
export const TEN_TITLES: Readonly<Record<TenVariant, { title: string; does: string }>> = {
  plain: {
    title: 'plain JavaScript, typed',
    does: 'one switch, typed arrays, a typed heap',
  },
  compiled: {
    title: 'compiled machines',
    does: 'six XState machines on the compiled engine and our scheduler',
  },
  simjs: { title: 'simjs 2.0.3', does: 'an entity a party, its own queue' },
  xstate: {
    title: 'bare XState actors',
    does: 'the same six machines as XState actors, over the typed heap',
  },
};

/** A program, set up, and whether it keeps time in fractions, as the published ones do. */
export interface TenSetUp {
  readonly program: TenProgram;
  readonly keepsFractions: boolean;
}

/** A variant with `clients` clients; each loads only what it needs. */
export async function tenProgramOf(variant: TenVariant, clients: number): Promise<TenSetUp> {
  switch (variant) {
    case 'plain': {
      const { TenPlain } = await import('./plain.ts');
      return { program: new TenPlain(clients), keepsFractions: true };
    }
    case 'compiled': {
      const { TenCompiled } = await import('./compiled.ts');
      return { program: new TenCompiled(clients), keepsFractions: false };
    }
    case 'simjs': {
      const { TenSimJs } = await import('./simjs.ts');
      return { program: new TenSimJs(clients), keepsFractions: true };
    }
    case 'xstate': {
      const { TenXState } = await import('./xstate.ts');
      return { program: new TenXState(clients), keepsFractions: true };
    }
  }
}
