import { createRoot } from 'react-dom/client';
import { Button } from '@trussworks/react-uswds';
import '../design/uswds.css';

const place = document.getElementById('page');
if (place) createRoot(place).render(<Button type="button">Akta</Button>);
