// Where does axe-core come from? From the registry of npm, once, into target/browser; its digest is that of the version that was chosen here.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const VERSION = '4.10.3';
const SHA512 = 'Xm7bpRXnDSX2YE2YFfBk2FnF0ep6tmG7xPh8iHee8MIcrgq762Nkce856dYtJYLkuIoYZvGfTs/PbZhideTcEg==';

/// Refuses bytes that are not the chosen ones.
export function verified(bytes, sha512 = SHA512) {
    const digest = createHash('sha512').update(bytes).digest('base64');
    if (digest !== sha512) {
        throw new Error(`axe-core ${VERSION}: its sha512 is ${digest}, not ${sha512}`);
    }
    return bytes;
}

/// The source of axe-core.
export function axeSource(folder) {
    const archive = join(folder, `axe-core-${VERSION}.tgz`);
    mkdirSync(folder, { recursive: true });
    if (!existsSync(archive)) {
        execFileSync('npm', ['pack', '--silent', `axe-core@${VERSION}`], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    }
    verified(readFileSync(archive));
    return execFileSync('tar', ['-xzOf', archive, 'package/axe.min.js'], { maxBuffer: 1 << 25 }).toString();
}
