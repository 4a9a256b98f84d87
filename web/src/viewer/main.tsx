import { createRoot } from 'react-dom/client';
// oxlint-disable-next-line import/no-unassigned-import -- the style sheet is built from here
import '../design/viewer.css';
import { LanguageProvider } from '../frame/language.js';
import { readBundle } from './bundle.js';
import { NoData, Viewer } from './viewer.js';

const place = document.getElementById('page');
const bundle = readBundle();
if (place) {
  createRoot(place).render(
    <LanguageProvider {...(bundle === null ? {} : { first: bundle.language })}>
      {bundle === null ? <NoData /> : <Viewer bundle={bundle} />}
    </LanguageProvider>,
  );
}
