// Takes mail on loopback and prints each as a line of JSON. Arguments: key file, certificate file, "starttls" or "clear".
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

const [keyFile, certificateFile, security] = process.argv.slice(2);
const server = new SMTPServer({
  key: readFileSync(keyFile),
  cert: readFileSync(certificateFile),
  disabledCommands: security === 'starttls' ? [] : ['STARTTLS', 'AUTH'],
  authOptional: security !== 'starttls',
  disableReverseLookup: true,
  onAuth(auth, session, callback) {
    const isRight = auth.username === 'changes' && auth.password === 'the-password';
    callback(isRight ? null : new Error('Wrong password'), isRight ? { user: auth.username } : undefined);
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', async () => {
      const raw = Buffer.concat(chunks);
      const mail = await simpleParser(raw);
      console.log(JSON.stringify({
        secure: session.secure,
        from: mail.from.value[0].address,
        to: mail.to.value[0].address,
        to_name: mail.to.value[0].name,
        reply_to: mail.replyTo?.value[0].address,
        subject: mail.subject,
        message_id: mail.messageId,
        references: mail.references,
        auto_submitted: mail.headers.get('auto-submitted'),
        text: mail.text,
        html: mail.html,
        types: [...raw.toString('latin1').matchAll(/^Content-Type: (text\/[a-z]+)/gim)].map(match => match[1].toLowerCase()),
      }));
      callback();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.server.address().port}`));
