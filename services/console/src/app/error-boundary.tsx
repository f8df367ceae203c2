import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageNotLoaded } from './page-not-loaded.ts';

type FailureKind = 'fault' | 'notLoaded';
type State = { readonly failure: FailureKind | null };

/** A fault of ours in a page, or one that did not arrive. The error itself stays in the browser's console. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: error instanceof PageNotLoaded ? 'notLoaded' : 'fault' };
  }

  override render() {
    const { failure } = this.state;
    return failure === null ? this.props.children : <Failure kind={failure} />;
  }
}

function Failure({ kind }: { kind: FailureKind }) {
  const { t } = useTranslation();
  return (
    <Container size="xs" py="xl">
      <Stack role="alert">
        <Title order={1}>{t(`failure.${kind}.title`)}</Title>
        <Text>{t(`failure.${kind}.text`)}</Text>
        <Button onClick={() => location.reload()}>{t('failure.reload')}</Button>
      </Stack>
    </Container>
  );
}
