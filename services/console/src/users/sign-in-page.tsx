import { Redirect } from 'wouter';
import { Gate } from '../app/gate.tsx';
import { PATHS } from '../app/paths.ts';

/** The gate asks; whoever is through has nothing to do here. */
export default function SignInPage() {
  return (
    <Gate>
      <Redirect to={PATHS.home} replace />
    </Gate>
  );
}
