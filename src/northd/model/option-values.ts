export * from '../../ovn/schema/option-values.ts';
