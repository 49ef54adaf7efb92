import { afterAll, afterEach, beforeEach } from '@jest/globals';
import { beginTest, endFile, endTest } from './lifetime';

// Loaded by jest before each test file, so that these hooks run for all tests, whatever a file itself does.
beforeEach(beginTest);
afterEach(endTest);
afterAll(endFile);
