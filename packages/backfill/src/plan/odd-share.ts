/** Of the calls concerned. A larger share is no longer the odd faulty one, and has to be settled. */
export const ODD_SHARE = 0.01;
