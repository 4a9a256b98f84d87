import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../frame/language.js';
import { ApiProblem } from './api.js';
import { router } from './router.js';

function isSignedOut(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.problem?.status === 401;
}

const client: QueryClient = new QueryClient({
  // A session may end while a screen is open: the next answer says so, and the sign-in takes its place.
  queryCache: new QueryCache({
    onError: (problem) => {
      if (isSignedOut(problem)) client.setQueryData(['me'], null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      // A refusal stays a refusal; only a server that did not answer is asked again.
      retry: (times, problem) => times < 2 && !(problem instanceof ApiProblem && problem.fault === 'refused'),
    },
  },
});

const place = document.getElementById('page');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <RouterProvider router={router} />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
