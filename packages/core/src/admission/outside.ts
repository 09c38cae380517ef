/**
 * Refuses every image that no rule is about, and every one without a digest. Engines that verify signatures let through
 * what none of their patterns names; this is Kubernetes' own ValidatingAdmissionPolicy and needs no engine.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
import { type AdmissionRule, objectName, referencePattern } from './rules.ts';

export function outsidePolicy(
  rules: readonly AdmissionRule[],
  namespaces: readonly string[],
  environment: string | undefined,
): readonly object[] {
  const name = objectName('sealift-images', environment);
  const pattern = referencePattern(rules.flatMap(({ images }) => images));
  const list = (field: string) => `(has(object.spec.${field}) ? object.spec.${field} : [])`;
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['pods', 'pods/ephemeralcontainers'],
            },
          ],
        },
        variables: [
          {
            name: 'images',
            expression: [
              ...['containers', 'initContainers', 'ephemeralContainers'].map(
                (field) => `${list(field)}.map(c, has(c.image) ? c.image : "")`,
              ),
              `${list('volumes')}.filter(v, has(v.image)).map(v, has(v.image.reference) ? v.image.reference : "")`,
            ].join(' + '),
          },
        ],
        validations: [
          {
            expression: `variables.images.all(image, image.matches(${JSON.stringify(pattern)}))`,
            messageExpression: `"trust of the ops repository lets in no image like these, or they have no digest: " + variables.images.filter(image, !image.matches(${JSON.stringify(pattern)})).join(", ")`,
            message: 'trust of the ops repository lets in no such image, or it has no digest',
          },
        ],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: {
          namespaceSelector: {
            matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }],
          },
        },
      },
    },
  ];
}
