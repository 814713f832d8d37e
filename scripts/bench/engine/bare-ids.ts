/** Id of the child of a bare workflow. Apart from both its users: one of them is workflow code. */
export const childOfBare = (workflowId: string): string => `${workflowId}/1`;
