/** Ways to log in to a registry. */
export type Keys = { readonly id: string; readonly secret: string };

/** How the job proves to ECR who it is: the role, the keys, or what the SDK finds (environment, instance, container). */
export type AwsLogin = {
  readonly kind: 'aws';
  /** undefined: the registry of whoever logs in. */
  readonly registry: string | undefined;
  readonly region: string;
  readonly role: string | undefined;
  readonly keys: Keys | undefined;
  readonly repositories: readonly string[];
};
export type GoogleLogin = {
  readonly kind: 'google';
  readonly registry: string;
  readonly provider: string;
  readonly serviceAccount: string | undefined;
};
export type AzureLogin = {
  readonly kind: 'azure';
  readonly registry: string;
  readonly clientId: string;
  readonly tenantId: string;
};
export type PasswordLogin = {
  readonly kind: 'password';
  readonly registry: string;
  readonly username: string;
  readonly password: string;
};

export type Login = AwsLogin | GoogleLogin | AzureLogin | PasswordLogin;
