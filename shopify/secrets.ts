import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { OperationalError } from "#domain/failure";

/** Keeps secrets unreadable in the database and in its backups. */
export interface Secrets {
  /** Encrypts a secret. `place` says where it is kept: moved to another row or column it does not open. */
  seal(secret: string, place: string): string;
  /** Throws `secret-unreadable` when the key is not the one it was sealed with, or when it was moved or changed. */
  open(sealed: string, place: string): string;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * AES-256-GCM with base64 keys of 32 bytes. New secrets take the first key; the others still open what they sealed, so a key is changed by
 * putting a new one in front. A sealed secret reads `v1.<key id>.<base64url of iv, tag, cipher text>`.
 */
export function createSecrets(keys: readonly [string, ...string[]]): Secrets {
  const [current, ...older] = keys.map(readKey);
  if (current === undefined) throw new Error("An encryption key is needed");
  const byId = new Map([current, ...older].map((key) => [key.id, key]));
  return {
    seal(secret, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current.bytes, iv).setAAD(Buffer.from(place));
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return `v1.${current.id}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url")}`;
    },
    open(sealed, place) {
      const [version, id = "", content = ""] = sealed.split(".");
      const key = version === "v1" ? byId.get(id) : undefined;
      if (key === undefined) throw unreadable(place);
      const bytes = Buffer.from(content, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
          "utf8",
        );
      } catch (error) {
        throw unreadable(place, error);
      }
    },
  };
}

function readKey(text: string): Key {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== KEY_BYTES) {
    throw new Error(`An encryption key is ${KEY_BYTES} bytes in base64; this one has ${bytes.length} bytes`);
  }
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

const unreadable = (place: string, cause?: unknown): OperationalError =>
  new OperationalError(
    "secret-unreadable",
    `The secret ${place} cannot be decrypted: start with the ENCRYPTION_KEY it was stored with, or enter the secret again`,
    { retryable: false, params: { place }, ...(cause === undefined ? {} : { cause }) },
  );
