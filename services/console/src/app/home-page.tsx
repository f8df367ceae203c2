import { Redirect } from 'wouter';
import { PATHS } from './paths.ts';

export default function HomePage() {
  return <Redirect to={PATHS.keys} replace />;
}
