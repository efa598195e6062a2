import { z } from 'zod';

// Zod tries whether it may compile code; under this page's policy it may not, and each try is reported as a violation.
z.config({ jitless: true });
