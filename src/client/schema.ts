/** Every route and answer of the service, as its OpenAPI document has them. Written by "npm run client:types". */

export interface paths {
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description What was erased, made and ended of the tenant's, by whom and when, the latest first.
         */
        get: operations["readAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the audit log
         * @description All of it, or all that the filters leave, the latest first: an entry a line (NDJSON), as a file.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List batches
         * @description The newest first, a page at a time: `next` is the `after` of the page that follows, null on the last.
         */
        get: operations["listBatches"];
        put?: never;
        /**
         * Transcribe many recordings
         * @description Opens a job for each of up to 1000 recordings: named by their addresses in JSON, or sent as the `file` parts of a form. Everything is checked before anything is kept: either all jobs are opened, or the answer names every item that is wrong.
         */
        post: operations["submitBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a batch
         * @description How its jobs stand. Sends an ETag; with If-None-Match the answer is 304 while nothing has changed. A webhook for `batch.ended` saves you from asking.
         */
        get: operations["readBatch"];
        put?: never;
        post?: never;
        /**
         * Cancel or purge a batch
         * @description Ends every job of it that is open. With `purge` all its jobs are erased with their recordings, texts and events, whatever their state, and the batch too; the answer tells what was. Where the connection breaks off, send it again: it does the rest, and tells of that.
         */
        delete: operations["cancelBatch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the jobs of a batch
         * @description In the order of the items, a page at a time: `next` is the `after` of the page that follows, null on the last.
         */
        get: operations["listBatchJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/direct-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an address to send a recording to
         * @description For stores that give out addresses, S3 and Google Cloud Storage: the recording goes straight there within the hour, and not through this service. Afterwards it is taken in.
         */
        post: operations["beginDirectUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/direct-uploads/{upload}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in what was sent to an address
         * @description All of it is read and counted, which takes its time with large recordings. From then on it is an upload like any other: what is sent to the address later changes nothing.
         */
        post: operations["endDirectUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description The newest first, a page at a time: `next` is the `after` of the page that follows, null on the last.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job
         * @description How it stands, and how far it is. Sends an ETag; with If-None-Match the answer is 304 while nothing has changed.
         */
        get: operations["readJob"];
        put?: never;
        post?: never;
        /**
         * Cancel or purge a job
         * @description Ends a job: what works on it stops within 2 seconds. A job that has ended stays as it is. With `purge` the job, its recording, its text and its events are erased, whatever its state, and the answer is the receipt, which can be read again.
         */
        delete: operations["cancelJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job's recording
         * @description The recording as it was sent or fetched, with its own type. One range of bytes a request; HEAD tells how long it is.
         */
        get: operations["readAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job's events
         * @description Server-sent events: what has happened so far, then each event as it comes. `id` is its sequence, `event` its type, `data` the event. Ends after the last event of a finished job, and when the key or session is no longer good. Who was cut off goes on with Last-Event-ID, as EventSource does by itself; one who has had everything gets 204, so that EventSource stops. A comment is sent every 15 seconds without an event.
         */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the receipt of an erased job
         * @description What was erased, when, and at whose word. It outlives the job, in the audit log.
         */
        get: operations["readReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job's result
         * @description The transcript of a job that has succeeded. Without `as`, the Accept header decides; JSON is the default.
         */
        get: operations["readResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a job
         * @description Runs again what was not done of a job that failed, was cancelled or is partial. What was done is kept.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List keys
         * @description Those of the tenant of whoever asks, the newest first, those that were revoked among them.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description For the tenant of whoever asks. The key itself is in this answer alone: what is kept of it cannot be turned back.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a key
         * @description Of the tenant of whoever asks. Its secret is not among what is shown.
         */
        get: operations["readKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description For good. It is refused everywhere within five seconds. Its jobs stay.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Change a key
         * @description What is left out stays as it is; `limits` are replaced together. Holds everywhere within five seconds.
         */
        patch: operations["changeKey"];
        trace?: never;
    };
    "/api/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key another secret
         * @description Its id, rights and jobs stay. The secret before goes on being good for a while.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who asks
         * @description The user who is signed in, or the key, also where a session came from one. Where nobody is asked for a key: null.
         */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models
         * @description All this server knows and the key may use, which of them are on it, and which it can use. One that is not here is downloaded when a job asks for it; a remote one never is, and a job has to name it.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumable-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an upload that survives broken lines
         * @description This is [tus 1.0](https://tus.io/protocols/resumable-upload): any client of it does. The recording comes in as many requests as it takes, and is an upload like others when its last byte has come: jobs name it as `upload:` and its id. Its first bytes may come as the body of this request, as with PATCH. Its length is charged now, and given back where it does not come.
         */
        post: operations["beginResumableUpload"];
        delete?: never;
        /**
         * What is spoken of tus
         * @description This is [tus 1.0](https://tus.io/protocols/resumable-upload): any client of it does.
         */
        options: operations["resumableUploadAbilities"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumable-uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same for clients that cannot send PATCH
         * @description This is [tus 1.0](https://tus.io/protocols/resumable-upload): any client of it does. Does what `X-HTTP-Method-Override` says.
         */
        post: operations["overrideResumableUpload"];
        /**
         * Give up an upload
         * @description This is [tus 1.0](https://tus.io/protocols/resumable-upload): any client of it does. What came of it is removed, and what was charged for it is given back. One that has come whole is erased as with DELETE /api/v1/uploads/{id}, for keys that may.
         */
        delete: operations["endResumableUpload"];
        options?: never;
        /**
         * Where an upload goes on
         * @description This is [tus 1.0](https://tus.io/protocols/resumable-upload): any client of it does. What has come whole and was not taken in, as the service ended at that moment, is taken in now. When `Upload-Offset` is `Upload-Length`, jobs can be opened for it. The line to another client that sends it is given up.
         */
        head: operations["resumableUploadOffset-head"];
        /**
         * Send more of an upload
         * @description This is [tus 1.0](https://tus.io/protocols/resumable-upload): any client of it does. What has come is kept when the line breaks. With its last byte the recording is taken in, which takes its time with large ones.
         */
        patch: operations["sendResumableUpload"];
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how one can sign in
         * @description For pages that offer it. Where nobody is asked for a key there is none.
         */
        get: operations["readWaysToSignIn"];
        put?: never;
        /**
         * Sign in with a key
         * @description Opens a session for a browser, which is in a cookie from then on: the page need not keep the key. It may do what the key may, and is over when that is.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in with a provider
         * @description Sends the browser to the provider of OIDC_ISSUER. It comes back signed in.
         */
        get: operations["beginSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from a provider
         * @description Where the provider sends the browser. Opens a session, and sends it on to where it wanted to go.
         */
        get: operations["finishSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of this browser. Also where it is over, or never was.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transcribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transcribe a recording
         * @description Takes a recording as a form, as the body itself, as base64 in JSON, or by its address, and opens a job for it. Uploads are streamed. Options stand beside the recording, or in the query; where they stand in both, the former count. With `wait` the answer is the result if the job ends in time.
         */
        post: operations["transcribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a recording before there is a job for it
         * @description Takes a recording as the body itself or as the `file` of a form, and keeps it for a day. Its `url` is given as the `url` of any number of jobs. They keep what they need by themselves.
         */
        post: operations["upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase an upload
         * @description Before its time. Jobs that were opened for it are not touched, and keep its content. Erasing it twice is no error.
         */
        delete: operations["eraseUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what was used
         * @description Minutes and dollars of remote engines and the sound of finished jobs, by day, model and key, and what is left of the limits for remote engines and of the quotas of keys. Days are those of UTC. At most 366 at once.
         */
        get: operations["readUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Those of the tenant of whoever asks, the newest first.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Invite a user
         * @description To the tenant of whoever asks: they may sign in from then on. No message is sent. Nobody gives more than they may do themselves: an invitation with a key that is bounded is refused.
         */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a user
         * @description Of the tenant of whoever asks.
         */
        get: operations["readUser"];
        put?: never;
        post?: never;
        /**
         * Remove a user
         * @description Erases all that is kept of them but their id in the audit log, and signs them out everywhere within five seconds. Jobs are the tenant's, and stay.
         */
        delete: operations["removeUser"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description What is left out stays as it is. Another role, or disabled, signs them out everywhere within five seconds.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/webhook/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test a receiver
         * @description Sends one signed message of the type `webhook.test` now, and tells how it was taken. It is sent once and not kept. An address that may not be sent to is refused.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description The newest first, all at once.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Add a webhook
         * @description Has an address told of every job from now on, by messages of Standard Webhooks. The answer has the `secret` they are signed with; it is not shown again.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook
         * @description How it stands: whether it is sent to, and since when it fails.
         */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description What was still to be sent to it is not sent.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a webhook
         * @description Has a paused webhook sent to again, at once what has waited for less than a day.
         */
        post: operations["resumeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries
         * @description What was sent and what is still to be, the newest first, a page at a time: `next` is the `after` of the page that follows, null on the last. They are kept for 30 days, and no longer than their job.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay a delivery
         * @description Sends it again, whatever became of it: the same content under the same `webhook-id`, for another day of trying.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow many jobs
         * @description A WebSocket on which the events of up to 100 jobs come. All messages are JSON objects in text frames.
         *
         *     The client sends:
         *     - `{"type":"subscribe","jobId":"…","after":0}`: `after` is the sequence of the last event it knows, 0 when left out
         *     - `{"type":"unsubscribe","jobId":"…"}`
         *     - `{"type":"ping"}`
         *
         *     The server sends:
         *     - `{"type":"subscribed","jobId":"…"}` and `{"type":"unsubscribed","jobId":"…"}`; no event of a job comes after the latter
         *     - `{"type":"event","jobId":"…","event":{…}}`: the event is a JobEvent; none is left out, however slowly it is read
         *     - `{"type":"end","jobId":"…"}` after the last event of a finished job, or when it was erased: the subscription is over
         *     - `{"type":"problem","jobId":"…","problem":{…}}`: without `jobId` where it is about none
         *     - `{"type":"pong"}`
         *
         *     It is closed with 1008 when the key or session that opened it is no longer good.
         */
        get: operations["followJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It does. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                            version: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It does. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                            version: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether it can do its work
         * @description Checks each thing the service needs, at most every 5 seconds. 503 while one of them fails.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It can. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Each thing the service needs, by name. */
                            checks: {
                                [key: string]: {
                                    detail?: string;
                                    ok: boolean;
                                };
                            };
                            ready: boolean;
                        };
                    };
                };
                /** @description It cannot; the checks say why. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Each thing the service needs, by name. */
                            checks: {
                                [key: string]: {
                                    detail?: string;
                                    ok: boolean;
                                };
                            };
                            ready: boolean;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description In the text format of Prometheus. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                401: components["responses"]["KeyMissing"];
                403: components["responses"]["NotAllowed"];
                429: components["responses"]["TooMuch"];
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transcribe, as OpenAI's clients ask
         * @description The answer comes when the recording is done. A client that goes takes its job with it.
         */
        post: operations["openaiTranscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate, as OpenAI's clients ask
         * @description The answer comes when the recording is done. A client that goes takes its job with it.
         */
        post: operations["openaiTranslation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transcribe, as Deepgram's clients ask
         * @description The answer comes when the recording is done, and a client that goes takes its job with it. With `callback` the answer is the job's id, and what it comes to is sent there.
         */
        post: operations["deepgramListen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models, as OpenAI's clients ask */
        get: operations["openaiModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a model, as OpenAI's clients ask */
        get: operations["openaiModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/cancel/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a job, as RunPod's clients ask */
        post: operations["runpodCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the jobs of an endpoint, as RunPod's clients ask */
        get: operations["runpodHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/purge-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel all jobs of an endpoint that wait, as RunPod's clients ask */
        post: operations["runpodPurgeQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/retry/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry a job, as RunPod's clients ask */
        post: operations["runpodRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Transcribe, as RunPod's clients ask */
        post: operations["runpodRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/runsync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Transcribe and wait, as RunPod's clients ask */
        post: operations["runpodRunSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/status-sync/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Wait for a job, as RunPod's clients ask */
        get: operations["runpodStatusSync"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/status/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a job, as RunPod's clients ask */
        get: operations["runpodStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{endpoint}/stream/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a job has given since, as RunPod's clients ask
         * @description The whole output, once, when the job has succeeded.
         */
        get: operations["runpodStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transcripts, as AssemblyAI's clients ask
         * @description Those that AssemblyAI's clients submitted, the newest first. `prev_url` leads to older ones.
         */
        get: operations["assemblyaiTranscripts"];
        put?: never;
        /** Transcribe, as AssemblyAI's clients ask */
        post: operations["assemblyaiSubmit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a transcript, as AssemblyAI's clients ask */
        get: operations["assemblyaiTranscript"];
        put?: never;
        post?: never;
        /**
         * Erase a transcript, as AssemblyAI's clients ask
         * @description With its recording, its upload and its text. It is cancelled first where it is not done.
         */
        delete: operations["assemblyaiDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript/{id}/paragraphs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read paragraphs, as AssemblyAI's clients ask */
        get: operations["assemblyaiParagraphs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript/{id}/redacted-audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Be told that nothing is redacted, as AssemblyAI's clients ask */
        get: operations["assemblyaiRedactedAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript/{id}/sentences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read sentences, as AssemblyAI's clients ask */
        get: operations["assemblyaiSentences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript/{id}/srt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read srt, as AssemblyAI's clients ask */
        get: operations["assemblyaiSrt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript/{id}/vtt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read vtt, as AssemblyAI's clients ask */
        get: operations["assemblyaiVtt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/transcript/{id}/word-search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look for words, as AssemblyAI's clients ask */
        get: operations["assemblyaiWordSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a recording, as AssemblyAI's clients do
         * @description It is kept for a day. `upload_url` is given as the `audio_url` of any number of transcripts, and is no page.
         */
        post: operations["assemblyaiUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A failure, as AssemblyAI writes it. */
        AssemblyaiFailure: {
            error: string;
        };
        /** @description Something that was done. No text, names or secrets are in it. */
        AuditEntry: {
            /**
             * @example key-created
             * @example job-purged
             */
            action: string;
            /** @description `user/…`, `key/…`, `client` where no key was asked for, `operator` with the database, `expiry`. */
            actor: string;
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            job: string | null;
        };
        /**
         * @description Many recordings in one request.
         * @example {
         *       "id": "7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20",
         *       "state": "open",
         *       "counts": {
         *         "total": 3,
         *         "queued": 1,
         *         "running": 1,
         *         "succeeded": 1,
         *         "failed": 0,
         *         "cancelled": 0,
         *         "partial": 0
         *       },
         *       "createdAt": "2030-01-31T09:30:00.000Z",
         *       "endedAt": null,
         *       "links": {
         *         "self": "/api/v1/batches/7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20",
         *         "jobs": "/api/v1/batches/7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20/jobs"
         *       }
         *     }
         */
        Batch: {
            /** @description How its jobs stand. */
            counts: {
                cancelled: number;
                failed: number;
                /** @description Of those that succeeded: a part of the recording is missing. */
                partial: number;
                queued: number;
                running: number;
                succeeded: number;
                /** @description Jobs that have not been erased. */
                total: number;
            };
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            /** Format: uuid */
            id: string;
            links: components["schemas"]["BatchLinks"];
            /**
             * @description `open` while one of its jobs is; a retry opens it again.
             * @enum {string}
             */
            state: "open" | "ended";
        };
        /** @description Paths on this server. */
        BatchLinks: {
            jobs: string;
            self: string;
        };
        BatchPage: {
            batches: components["schemas"]["Batch"][];
            next: string | null;
        };
        /**
         * @description What was erased with a batch: numbers alone.
         * @example {
         *       "batchId": "7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20",
         *       "jobs": 3,
         *       "erased": {
         *         "recordings": {
         *           "count": 3,
         *           "bytes": 15728640
         *         },
         *         "sound": {
         *           "count": 9,
         *           "bytes": 28800000
         *         },
         *         "transcripts": 2,
         *         "events": 126,
         *         "webhookDeliveries": 3
         *       },
         *       "keptFor": 0,
         *       "blobsErased": true
         *     }
         */
        BatchReceipt: {
            /** Format: uuid */
            batchId: string;
            /** @description Whether all their recordings and sound are deleted from the store. False where it could not be asked: then the sweep deletes them. */
            blobsErased: boolean;
            /** @description What was erased of all these jobs. */
            erased: {
                events: number;
                /** @description Recordings that no other job refers to. */
                recordings: components["schemas"]["ErasedFiles"];
                /** @description Sound that was cut from them. */
                sound: components["schemas"]["ErasedFiles"];
                transcripts: number;
                /** @description Messages to webhooks about the jobs, sent or not. */
                webhookDeliveries: number;
            };
            /** @description Jobs that this request erased. Each has a receipt of its own, which can be read by its id. */
            jobs: number;
            /** @description Recordings that stay because a job outside the batch or an upload refers to the same content. */
            keptFor: number;
        };
        /** @description What became of a stretch of the recording. */
        CoverageEntry: {
            /** @description Of the recording, counted from 0, where channels were heard apart. */
            channel?: number;
            /** @description Seconds from the start of the recording. */
            end: number;
            /** @enum {string} */
            kind: "transcribed" | "silence" | "noise" | "suppressed" | "unheard" | "left-out";
            /** @description Seconds from the start of the recording. */
            start: number;
        };
        /** @description A failure, as Deepgram writes it. */
        DeepgramFailure: {
            err_code: string;
            err_msg: string;
            /** @description That of the job, or of the request where there is no job. */
            request_id: string;
        };
        /** @description Why an attempt came to nothing. */
        DeliveryError: {
            /**
             * @example webhook-not-accepted
             * @enum {string}
             */
            code: "internal-error" | "source-not-found" | "source-not-a-file" | "source-unreadable" | "url-invalid" | "url-refused" | "url-unreachable" | "media-empty" | "media-unreadable" | "media-without-sound" | "media-refused" | "media-too-long" | "decoder-unavailable" | "model-unknown" | "model-unavailable" | "model-corrupt" | "language-unsupported" | "task-unsupported" | "format-unknown" | "option-invalid" | "settings-invalid" | "engine-unavailable" | "engine-lost" | "engine-failed" | "engine-unreachable" | "remote-not-allowed" | "usage-limit-reached" | "output-unwritable" | "disk-full" | "blob-not-found" | "request-invalid" | "route-not-found" | "method-not-allowed" | "media-type-unsupported" | "request-too-large" | "host-refused" | "origin-refused" | "push-refused" | "key-missing" | "key-refused" | "scope-missing" | "model-not-allowed" | "rate-limit-reached" | "quota-reached" | "key-not-found" | "sign-in-off" | "sign-in-refused" | "sign-in-unavailable" | "user-exists" | "user-not-found" | "last-admin" | "idempotency-key-reused" | "batch-not-found" | "job-not-found" | "receipt-not-found" | "job-not-finished" | "job-failed" | "job-cancelled" | "job-not-retryable" | "recording-not-here" | "upload-not-direct" | "upload-not-found" | "upload-offset-wrong" | "upload-busy" | "tus-version-unsupported" | "webhook-not-found" | "webhook-paused" | "webhook-not-accepted" | "delivery-not-found" | "secrets-unavailable" | "server-busy" | "database-unavailable" | "queue-unavailable" | "storage-unavailable" | "service-stopping" | "service-unreachable" | "worker-lost" | "address-in-use" | "data-directory-unusable" | "data-directory-in-use";
            /** @description What happened and what to do, for a person. */
            detail: string;
        };
        DirectUpload: {
            /** @description Fields of a form, before the recording as its last part `file`, for `POST`. */
            fields?: {
                [key: string]: string;
            };
            /** @description To be sent as they are. */
            headers: {
                [key: string]: string;
            };
            /** @enum {string} */
            method: "PUT" | "POST";
            /** @description How long it may be sent. */
            seconds: number;
            /** @description Names it when it is taken in. */
            upload: string;
            /** @description A secret: whoever has it can send. */
            url: string;
        };
        ErasedFiles: {
            bytes: number;
            count: number;
        };
        FinishedJob: {
            /** @description The batch it came with; null where it came alone. */
            batch: string | null;
            /** @description The earlier job whose text it has; null where its recording was recognised for it. */
            cachedFrom: string | null;
            /** Format: date-time */
            createdAt: string;
            error: components["schemas"]["JobError"] | null;
            /** @description When it and all that belongs to it is deleted. */
            expiresAt: string | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description What a worker must have to take it. */
            readonly labels: string[];
            /** @description The language heard or asked for; null until it is known. */
            language: string | null;
            links: components["schemas"]["JobLinks"];
            /** @description The engine and model chosen; null until then. */
            model: string | null;
            parameters: components["schemas"]["JobParameters"];
            /** @description Succeeded, though some pieces had to be given up; the transcript names the spans. */
            partial: boolean;
            priority: number;
            progress: components["schemas"]["JobProgress"];
            /** @description Null unless the job waits. */
            queue: components["schemas"]["QueuePlace"] | null;
            /** @description What its owner calls it within its batch. */
            reference: string | null;
            source: components["schemas"]["JobSource"];
            startedAt: string | null;
            state: components["schemas"]["JobState"];
            transcript: components["schemas"]["Transcript"];
        };
        /**
         * @description One request for a transcription.
         * @example {
         *       "id": "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
         *       "state": "running",
         *       "partial": false,
         *       "priority": 0,
         *       "labels": [],
         *       "parameters": {
         *         "model": "auto",
         *         "language": null,
         *         "task": "transcribe",
         *         "prompt": null
         *       },
         *       "source": {
         *         "kind": "upload",
         *         "name": "talk.mp3",
         *         "bytes": 5242880,
         *         "mediaType": "audio/mpeg"
         *       },
         *       "model": "onnx/whisper-base",
         *       "language": "en",
         *       "batch": null,
         *       "reference": null,
         *       "progress": {
         *         "decodedSeconds": 312.5,
         *         "totalSeconds": 312.5,
         *         "speechSeconds": 280.1,
         *         "recognisedSeconds": 120.4,
         *         "fraction": 0.49,
         *         "etaSeconds": 21,
         *         "pieces": {
         *           "done": 6,
         *           "known": 14
         *         }
         *       },
         *       "queue": null,
         *       "error": null,
         *       "cachedFrom": null,
         *       "createdAt": "2030-01-31T09:30:00.000Z",
         *       "startedAt": "2030-01-31T09:30:00.120Z",
         *       "finishedAt": null,
         *       "expiresAt": null,
         *       "links": {
         *         "self": "/api/v1/jobs/0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
         *         "result": "/api/v1/jobs/0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11/result",
         *         "events": "/api/v1/jobs/0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11/events",
         *         "audio": "/api/v1/jobs/0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11/audio"
         *       }
         *     }
         */
        Job: {
            /** @description The batch it came with; null where it came alone. */
            batch: string | null;
            /** @description The earlier job whose text it has; null where its recording was recognised for it. */
            cachedFrom: string | null;
            /** Format: date-time */
            createdAt: string;
            error: components["schemas"]["JobError"] | null;
            /** @description When it and all that belongs to it is deleted. */
            expiresAt: string | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description What a worker must have to take it. */
            readonly labels: string[];
            /** @description The language heard or asked for; null until it is known. */
            language: string | null;
            links: components["schemas"]["JobLinks"];
            /** @description The engine and model chosen; null until then. */
            model: string | null;
            parameters: components["schemas"]["JobParameters"];
            /** @description Succeeded, though some pieces had to be given up; the transcript names the spans. */
            partial: boolean;
            priority: number;
            progress: components["schemas"]["JobProgress"];
            /** @description Null unless the job waits. */
            queue: components["schemas"]["QueuePlace"] | null;
            /** @description What its owner calls it within its batch. */
            reference: string | null;
            source: components["schemas"]["JobSource"];
            startedAt: string | null;
            state: components["schemas"]["JobState"];
        };
        /** @description Why a job failed. Codes are explained under /docs/errors. */
        JobError: {
            /**
             * @example media-unreadable
             * @enum {string}
             */
            code: "internal-error" | "source-not-found" | "source-not-a-file" | "source-unreadable" | "url-invalid" | "url-refused" | "url-unreachable" | "media-empty" | "media-unreadable" | "media-without-sound" | "media-refused" | "media-too-long" | "decoder-unavailable" | "model-unknown" | "model-unavailable" | "model-corrupt" | "language-unsupported" | "task-unsupported" | "format-unknown" | "option-invalid" | "settings-invalid" | "engine-unavailable" | "engine-lost" | "engine-failed" | "engine-unreachable" | "remote-not-allowed" | "usage-limit-reached" | "output-unwritable" | "disk-full" | "blob-not-found" | "request-invalid" | "route-not-found" | "method-not-allowed" | "media-type-unsupported" | "request-too-large" | "host-refused" | "origin-refused" | "push-refused" | "key-missing" | "key-refused" | "scope-missing" | "model-not-allowed" | "rate-limit-reached" | "quota-reached" | "key-not-found" | "sign-in-off" | "sign-in-refused" | "sign-in-unavailable" | "user-exists" | "user-not-found" | "last-admin" | "idempotency-key-reused" | "batch-not-found" | "job-not-found" | "receipt-not-found" | "job-not-finished" | "job-failed" | "job-cancelled" | "job-not-retryable" | "recording-not-here" | "upload-not-direct" | "upload-not-found" | "upload-offset-wrong" | "upload-busy" | "tus-version-unsupported" | "webhook-not-found" | "webhook-paused" | "webhook-not-accepted" | "delivery-not-found" | "secrets-unavailable" | "server-busy" | "database-unavailable" | "queue-unavailable" | "storage-unavailable" | "service-stopping" | "service-unreachable" | "worker-lost" | "address-in-use" | "data-directory-unusable" | "data-directory-in-use";
            /** @description What happened and what to do, for a person. */
            detail: string;
            /** @description Whether the same again can help. */
            retry: boolean;
        };
        /** @description What happens to a job, in order. `job-succeeded`, `job-failed` and `job-cancelled` end it. */
        JobEvent: {
            /** Format: date-time */
            at: string;
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "job-queued";
        } | {
            /** Format: date-time */
            at: string;
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "job-started";
        } | {
            /** Format: date-time */
            at: string;
            model: string;
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "model-chosen";
            /** @description Why this one, where it was not named. */
            why?: string;
        } | {
            /** Format: date-time */
            at: string;
            language: string;
            probability: number;
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "language-detected";
        } | {
            /** Format: date-time */
            at: string;
            segment: components["schemas"]["Segment"];
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "segment-final";
        } | {
            /** Format: date-time */
            at: string;
            progress: components["schemas"]["Progress"];
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "progress";
        } | {
            /** Format: date-time */
            at: string;
            message: string;
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "warning";
        } | {
            /** Format: date-time */
            at: string;
            partial: boolean;
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "job-succeeded";
        } | {
            /** Format: date-time */
            at: string;
            error: components["schemas"]["JobError"];
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "job-failed";
        } | {
            /** Format: date-time */
            at: string;
            /** @description From 1, without gaps. */
            sequence: number;
            /** @constant */
            type: "job-cancelled";
        };
        /** @description Paths on this server. */
        JobLinks: {
            audio: string;
            events: string;
            result: string;
            self: string;
        };
        JobPage: {
            jobs: components["schemas"]["Job"][];
            next: string | null;
        };
        /** @description What was asked, frozen when the job was submitted. */
        JobParameters: {
            beamSize?: number;
            /** @enum {string} */
            channels?: "mixed" | "apart";
            /** @enum {string} */
            disfluencies?: "keep" | "remove";
            fromSeconds?: number;
            /** @description ISO 639-1 code; null when it is to be detected. */
            language: string | null;
            /** @description Those that may be spoken; absent for any. */
            readonly languages?: string[];
            /** @description `engine/model`, or `auto`. */
            model: string;
            /** @enum {string} */
            profanity?: "keep" | "mask";
            prompt: string | null;
            /** @enum {string} */
            task: "transcribe" | "translate";
            toSeconds?: number;
            readonly vocabulary?: string[];
        };
        /** @description How far a job is. */
        JobProgress: {
            /** @description Of the recording, decoded and cut so far. */
            decodedSeconds: number;
            /** @description Until the job ends, at the pace it goes on with, before at the measured speed of its model; null while neither is known. */
            etaSeconds: number | null;
            /** @description How much of the recording is settled. */
            fraction: number;
            /** @description Pieces of recognition. */
            pieces: {
                done: number;
                known: number;
            };
            /** @description Speech that has been recognised. */
            recognisedSeconds: number;
            /** @description Speech that has been found so far. */
            speechSeconds: number;
            /** @description The file's own claim until decoding has ended, exact after; null while unknown. */
            totalSeconds: number | null;
        };
        /** @description Where the recording comes from. */
        JobSource: {
            bytes: number;
            /** @constant */
            kind: "upload";
            mediaType: string | null;
            /** @description As the client named it. */
            name: string | null;
        } | {
            /** @constant */
            kind: "url";
            url: string;
        };
        /**
         * @description The last three are ends; a retry leads back to `queued`.
         * @enum {string}
         */
        JobState: "queued" | "running" | "succeeded" | "failed" | "cancelled";
        /** @description What jobs transcribed with a model on the day they succeeded. */
        JobUsage: {
            /** Format: date */
            day: string;
            jobs: number;
            /** @description Null where no key was asked for. */
            key: string | null;
            /** @description Length of their recordings, without those of jobs that had the text of an earlier one. */
            minutes: number;
            /** @example openai/whisper-1 */
            model: string;
        };
        /** @description Who may ask, and for what. */
        Key: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** @description Stands in the key, after `sw_`, and in logs. */
            id: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            limits: components["schemas"]["KeyLimits"];
            models: string[] | null;
            name: string;
            origins: string[] | null;
            revokedAt: string | null;
            readonly scopes: ("submit" | "read" | "erase" | "webhooks" | "admin" | "operate")[];
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            tenant: string;
        };
        /** @description What may be used with a key. Null where nothing limits it. */
        KeyLimits: {
            /** @description Of recordings, by day (UTC). */
            bytesPerDay: number | null;
            /** @description Of sound, by month (UTC). */
            minutesPerMonth: number | null;
            /** @description Jobs that are queued or running. */
            openJobs: number | null;
            requestsPerMinute: number | null;
        };
        /** @description What a key may use, and what is left of it. */
        KeyQuota: {
            key: string;
            left: number;
            limit: number;
            /**
             * @description Days and months are those of UTC.
             * @enum {string}
             */
            quota: "openJobs" | "bytesPerDay" | "minutesPerMonth";
            used: number;
        };
        /** @description A key, and no user. */
        MeAsKey: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** @description Stands in the key, after `sw_`, and in logs. */
            id: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            limits: components["schemas"]["KeyLimits"];
            models: string[] | null;
            name: string;
            origins: string[] | null;
            revokedAt: string | null;
            readonly scopes: ("submit" | "read" | "erase" | "webhooks" | "admin" | "operate")[];
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            tenant: string;
            user: null;
        };
        /** @description A user who is signed in. */
        MeAsUser: {
            readonly scopes: ("submit" | "read" | "erase" | "webhooks" | "admin" | "operate")[];
            tenant: string;
            user: components["schemas"]["User"];
        };
        /** @description A model this server knows. */
        Model: {
            /** @description About what a download takes. */
            downloadBytes: number | null;
            family: string | null;
            /** @description What is on this machine; null when the model is not. */
            installed: {
                bytes: number;
                since: string;
                source: string;
            } | null;
            /** @description Whether it is in memory. */
            isLoaded: boolean;
            /** @description ISO 639-1 codes; `any` stands for the 99 languages of Whisper; null where they are not known. */
            languages: ("any" | string[]) | null;
            /** @description SPDX name; null where it is not known. */
            licence: string | null;
            /** @description On this machine; null before. */
            measured: {
                loadSeconds: number | null;
                /** @description Of its processes. */
                memoryBytes: number | null;
                /** @description Seconds of speech a second. */
                speed: number | null;
            };
            /** @description About what the process holds once the model is loaded. */
            memoryBytes: number | null;
            /** @example onnx/whisper-base */
            name: string;
            /** @enum {string} */
            origin: "catalogue" | "own";
            /** @description Whether recordings are sent to a service to be heard by it. */
            remote: boolean;
            /** @description Empty for a model that writes no text. */
            tasks: ("transcribe" | "translate")[];
            /** @description In one line. */
            what: string;
            /** @description Why it could not be used now; null where nothing is in the way but perhaps a download. */
            whyNot: string | null;
        };
        ModelList: {
            models: components["schemas"]["Model"][];
        };
        NewKey: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** @description Stands in the key, after `sw_`, and in logs. */
            id: string;
            /** @description The key itself. It is shown now and never again. */
            key: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            limits: components["schemas"]["KeyLimits"];
            models: string[] | null;
            name: string;
            origins: string[] | null;
            revokedAt: string | null;
            readonly scopes: ("submit" | "read" | "erase" | "webhooks" | "admin" | "operate")[];
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            tenant: string;
        };
        NewWebhook: {
            /** Format: date-time */
            createdAt: string;
            readonly events: components["schemas"]["WebhookEvent"][];
            /** @description Since when there have been only failures. */
            failingSince: string | null;
            /** @description In a row, of all its deliveries. */
            failures: number;
            /** Format: uuid */
            id: string;
            /** @description Told of the jobs of this key alone. Null: of all of the tenant's. */
            key: string | null;
            pausedAt: string | null;
            /** @description `gone`: it answered 410. `failing`: nothing but failures for a day. */
            pauseReason: ("gone" | "failing") | null;
            /** @description What its messages are signed with. It is shown here and never again. */
            secret: string;
            /**
             * @description Nothing is sent while it is `paused`; what happens meanwhile waits.
             * @enum {string}
             */
            state: "active" | "paused";
            url: string;
        };
        /** @description A failure, as OpenAI writes it. */
        OpenaiFailure: {
            error: {
                /** @description That of a problem; `model_not_found` for a model that is not there. */
                code: string;
                message: string;
                param: string | null;
                type: string;
            };
        };
        Problem: {
            /** @description Stable; meant for programs. */
            code: string;
            /** @description What happened this time, and what to do about it. Left out for a bug. */
            detail?: string;
            /** @description Each wrong field, where the request was not valid. */
            errors?: {
                /** @description Empty where the part as a whole is wrong. */
                field: string;
                /** @enum {string} */
                in: "path" | "query" | "header" | "body";
                message: string;
            }[];
            /** @description Identifies the request; also in the log and in the header X-Request-Id. */
            instance: string;
            /** @description The job it is about, where a job failed while its client waited. */
            jobId?: string;
            /** @description Seconds after which the same may go well, where waiting helps; also in the header Retry-After. */
            retryAfter?: number;
            /** @description The HTTP status. */
            status: number;
            /** @description The code in words; the same for each problem of its kind. */
            title: string;
            /** @description Link to the page that explains the code. */
            type: string;
        };
        Progress: {
            /** @description Of the recording, decoded and cut so far. */
            decodedSeconds: number;
            /** @description How much of the recording is settled. */
            fraction: number;
            /** @description Pieces of recognition. */
            pieces: {
                done: number;
                known: number;
            };
            /** @description Speech that has been recognised. */
            recognisedSeconds: number;
            /** @description Speech that has been found so far. */
            speechSeconds: number;
            /** @description The file's own claim until decoding has ended, exact after; null while unknown. */
            totalSeconds: number | null;
        };
        /** @description Where a job that waits stands. */
        QueuePlace: {
            /** @description Jobs that wait and are more urgent, or as urgent and older; 1000 stands for that and more. */
            ahead: number;
            /** @description From how fast jobs were started lately; null where none were. */
            startsInSeconds: number | null;
        };
        /**
         * @description What was erased with a job: numbers alone.
         * @example {
         *       "jobId": "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
         *       "erasedAt": "2030-01-31T09:30:00.000Z",
         *       "askedBy": "client",
         *       "erased": {
         *         "recordings": {
         *           "count": 1,
         *           "bytes": 5242880
         *         },
         *         "sound": {
         *           "count": 3,
         *           "bytes": 9600000
         *         },
         *         "transcript": true,
         *         "events": 42,
         *         "webhookDeliveries": 1
         *       },
         *       "keptFor": 0,
         *       "blobsErased": true
         *     }
         */
        Receipt: {
            /**
             * @description Who had it erased: a request, or the end of its time.
             * @enum {string}
             */
            askedBy: "client" | "expiry";
            /** @description Whether recordings and sound are deleted from the store. False where it could not be asked: then the sweep deletes them, at the latest 70 minutes after the store answers again. This stays false. */
            blobsErased: boolean;
            erased: {
                events: number;
                /** @description Recordings that were the job's alone. */
                recordings: components["schemas"]["ErasedFiles"];
                /** @description Sound that was cut from them, and is the job's alone. */
                sound: components["schemas"]["ErasedFiles"];
                /** @description Whether there was one. */
                transcript: boolean;
                /** @description Messages to webhooks, sent or not. */
                webhookDeliveries: number;
            };
            /** Format: date-time */
            erasedAt: string;
            /** Format: uuid */
            jobId: string;
            /** @description Recordings that stay because another job or an upload refers to the same content. */
            keptFor: number;
        };
        /** @description A limit for remote engines, and what is left of it. */
        RemoteLimit: {
            /** @description Null for the limit of all together. */
            key: string | null;
            left: number;
            limit: number;
            /**
             * @description Today or this month, in UTC.
             * @enum {string}
             */
            period: "day" | "month";
            /** @enum {string} */
            unit: "minutes" | "dollars";
            used: number;
        };
        /** @description What a remote model was used for on a day. */
        RemoteUsage: {
            /** Format: date */
            day: string;
            /** @description By the list of prices; the bill is the service's own. */
            dollars: number;
            /** @description Null where no key was asked for. */
            key: string | null;
            /** @description Of sound that was sent. */
            minutes: number;
            /** @example openai/whisper-1 */
            model: string;
            requests: number;
            /** @description Requests under way, or of which nothing was heard any more: what was held for them counts. */
            unsettled: number;
        };
        /** @description A failure, as RunPod writes it. */
        RunpodFailure: {
            /** @description A list where an `input` is wrong in several ways. */
            error: string | string[];
        };
        /**
         * @description A stretch of speech a person would read as one line or sentence.
         * @example {
         *       "start": 0.3,
         *       "end": 2.9,
         *       "text": "Ask not what your country can do for you.",
         *       "language": "en",
         *       "confidence": 0.94
         *     }
         */
        Segment: {
            /** @description Of the recording, counted from 0, where channels were heard apart. */
            channel?: number;
            /** @description Mean probability of the segment's tokens, where the engine gives one. */
            confidence?: number;
            /** @description Terms of the vocabulary that were heard in another spelling. */
            corrections?: {
                heard: string;
                term: string;
            }[];
            /** @description Seconds from the start of the recording. */
            end: number;
            /** @description ISO 639-1 code, where the engine knows it. */
            language?: string;
            /** @description Seconds from the start of the recording. */
            start: number;
            text: string;
            /** @description In time order; absent when the model has no word times. */
            words?: components["schemas"]["Word"][];
        };
        /** @description What somebody may do who is signed in. */
        Session: {
            /**
             * Format: date-time
             * @description When it is over in any case; without a request for twelve hours before.
             */
            expiresAt: string;
            readonly scopes: ("submit" | "read" | "erase" | "webhooks" | "admin" | "operate")[];
            tenant: string;
        };
        /** @description Text the engine gave that should not be believed, with its scores. */
        SuppressedText: {
            /** @description Of the recording, counted from 0, where channels were heard apart. */
            channel?: number;
            /** @description Seconds from the start of the recording. */
            end: number;
            reasons: ("no-speech" | "low-confidence" | "repetition" | "too-dense" | "too-sparse")[];
            scores: {
                averageLogProbability: number | null;
                compressionRatio: number;
                noSpeechProbability: number;
            };
            /** @description Seconds from the start of the recording. */
            start: number;
            text: string;
        };
        /** @description What became of one term of a vocabulary. */
        TermReport: {
            /** @description How often of those it was heard in another spelling. */
            corrected: number;
            /** @description In which. */
            heardAs: string[];
            term: string;
            /** @description How often it stands in the text. */
            times: number;
        };
        /** @description What became of a whole recording. */
        Transcript: {
            /** @description Every second of the recording once, in time order without holes; of each channel, where they were heard apart. */
            coverage: components["schemas"]["CoverageEntry"][];
            /** @description The language asked for, or what most of the speech is in; null when there was no speech. */
            language: string | null;
            /** @description The engine and model that ran, as `engine/model`. */
            model: string;
            /** @description Why this model, in plain words; absent where it was named. */
            modelChoice?: string;
            /** @description Duration of the recording, or where the time that was asked for ends. */
            seconds: number;
            /** @description In time order. */
            segments: components["schemas"]["Segment"][];
            suppressed: components["schemas"]["SuppressedText"][];
            /** @enum {string} */
            task: "transcribe" | "translate";
            /** @description What became of each term that was to be expected. */
            vocabulary?: components["schemas"]["TermReport"][];
            /** @description What was not done as asked, in plain words. */
            warnings: string[];
        };
        Upload: {
            bytes: number;
            /**
             * Format: date-time
             * @description Jobs can be opened for it until then.
             */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @description Of what was received, in lower-case hexadecimal. */
            sha256: string;
            /** @description To be given as the `url` of jobs. */
            url: string;
        };
        /** @description What was used day by day, and what may be used yet. */
        Usage: {
            /** Format: date */
            from: string;
            /** @description Jobs that succeeded, with models of any engine, as long as they are kept. */
            jobs: components["schemas"]["JobUsage"][];
            /** @description As they stand now, whatever days were asked for. A key comes with its first use of the month. */
            limits: components["schemas"]["RemoteLimit"][];
            /** @description What keys may use, as it stands now. Keys without quotas do not come. */
            quotas: components["schemas"]["KeyQuota"][];
            /** @description What remote engines were sent, in the order of days. */
            remote: components["schemas"]["RemoteUsage"][];
            /**
             * Format: date
             * @description Counted in.
             */
            to: string;
        };
        /** @description Somebody who may sign in. */
        User: {
            /** Format: date-time */
            createdAt: string;
            disabledAt: string | null;
            email: string;
            /** Format: uuid */
            id: string;
            /** @description To the minute. */
            lastSeenAt: string | null;
            name: string | null;
            /**
             * @description `admin`: everything of the tenant. `member`: send, read, erase, say who is told. `viewer`: read what there is.
             * @enum {string}
             */
            role: "admin" | "member" | "viewer";
            /**
             * @description `invited` until the first sign-in.
             * @enum {string}
             */
            state: "invited" | "active" | "disabled";
            tenant: string;
        };
        /**
         * @description Who is told of every job.
         * @example {
         *       "id": "5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10",
         *       "key": null,
         *       "url": "https://example.org/hooks/scribewell",
         *       "events": [
         *         "job.succeeded",
         *         "job.failed",
         *         "job.cancelled"
         *       ],
         *       "state": "active",
         *       "failures": 0,
         *       "failingSince": null,
         *       "pausedAt": null,
         *       "pauseReason": null,
         *       "createdAt": "2030-01-31T09:00:00.000Z"
         *     }
         */
        Webhook: {
            /** Format: date-time */
            createdAt: string;
            readonly events: components["schemas"]["WebhookEvent"][];
            /** @description Since when there have been only failures. */
            failingSince: string | null;
            /** @description In a row, of all its deliveries. */
            failures: number;
            /** Format: uuid */
            id: string;
            /** @description Told of the jobs of this key alone. Null: of all of the tenant's. */
            key: string | null;
            pausedAt: string | null;
            /** @description `gone`: it answered 410. `failing`: nothing but failures for a day. */
            pauseReason: ("gone" | "failing") | null;
            /**
             * @description Nothing is sent while it is `paused`; what happens meanwhile waits.
             * @enum {string}
             */
            state: "active" | "paused";
            url: string;
        };
        /**
         * @description One message to one receiver.
         * @example {
         *       "id": "c0a8012e-7b3e-4f5d-9a55-2f0e6a1b9c33",
         *       "webhookId": "5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10",
         *       "jobId": "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
         *       "batchId": null,
         *       "event": "job.succeeded",
         *       "url": "https://example.org/hooks/scribewell",
         *       "state": "pending",
         *       "attempts": 2,
         *       "nextAttemptAt": "2030-01-31T09:31:10.000Z",
         *       "lastStatus": 500,
         *       "lastError": {
         *         "code": "webhook-not-accepted",
         *         "detail": "example.org answered with status 500."
         *       },
         *       "createdAt": "2030-01-31T09:30:02.000Z",
         *       "lastAttemptAt": "2030-01-31T09:30:40.000Z",
         *       "endedAt": null
         *     }
         */
        WebhookDelivery: {
            attempts: number;
            /** @description The batch it is about; null where that is a job. */
            batchId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description When it was taken, given up or cancelled. */
            endedAt: string | null;
            event: components["schemas"]["WebhookEvent"];
            /**
             * Format: uuid
             * @description The `webhook-id` that its receiver sees, the same for every attempt.
             */
            id: string;
            /** @description The job it is about; null where that is a batch. */
            jobId: string | null;
            lastAttemptAt: string | null;
            lastError: components["schemas"]["DeliveryError"] | null;
            /** @description What the receiver answered last; null where it did not. */
            lastStatus: number | null;
            /** @description Null when there is none, and while its webhook is paused. */
            nextAttemptAt: string | null;
            /**
             * @description `failed`: given up. `cancelled`: its webhook was deleted.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed" | "cancelled";
            url: string;
            /** @description Null for the webhook of the job or the batch itself. */
            webhookId: string | null;
        };
        WebhookDeliveryPage: {
            deliveries: components["schemas"]["WebhookDelivery"][];
            next: string | null;
        };
        /** @enum {string} */
        WebhookEvent: "job.succeeded" | "job.failed" | "job.cancelled" | "job.retried" | "job.progress" | "batch.ended";
        /**
         * @example {
         *       "id": "c0a8012e-7b3e-4f5d-9a55-2f0e6a1b9c33",
         *       "delivered": true,
         *       "status": 204,
         *       "milliseconds": 84,
         *       "error": null,
         *       "secret": null
         *     }
         */
        WebhookTest: {
            /** @description Whether a 2xx was answered. */
            delivered: boolean;
            error: components["schemas"]["DeliveryError"] | null;
            /**
             * Format: uuid
             * @description The `webhook-id` it was sent with.
             */
            id: string;
            /** @description From the first try to connect to the answer. */
            milliseconds: number;
            /** @description What it was signed with, where no secret was given. */
            secret: string | null;
            /** @description What was answered; null where nothing was. */
            status: number | null;
        };
        /** @description One word as spoken. */
        Word: {
            /** @description Mean probability of the word's tokens, where the engine gives one. */
            confidence?: number;
            /** @description Seconds from the start of the recording. */
            end: number;
            /** @description Seconds from the start of the recording. */
            start: number;
            text: string;
        };
    };
    responses: {
        /** @description Who asks has not shown that they may; `code` says what is missing. */
        KeyMissing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key is good and may not do this: `scope-missing`, `model-not-allowed`. */
        NotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It failed; `code` says why. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is too much to do, or the key has asked for too much: `server-busy`, `rate-limit-reached`, `quota-reached`. `Retry-After` says when to come back. */
        TooMuch: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readAudit: {
        parameters: {
            query?: {
                /**
                 * @description Of this kind.
                 * @example job-purged
                 */
                action?: string;
                /**
                 * @description Of one alone.
                 * @example key/5f1c2a9e8d3b7c60
                 */
                actor?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Entries a page. */
                limit?: number;
                /** @description From then on. */
                since?: string;
                /** @description Before then. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /**
                 * @description Of this kind.
                 * @example job-purged
                 */
                action?: string;
                /**
                 * @description Of one alone.
                 * @example key/5f1c2a9e8d3b7c60
                 */
                actor?: string;
                /** @description From then on. */
                since?: string;
                /** @description Before then. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An AuditEntry a line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Batches a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of batches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPage"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    submitBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same batch, however often the request is sent. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "url": "https://example.org/monday.mp3",
                 *           "reference": "4711"
                 *         },
                 *         {
                 *           "url": "https://example.org/dienstag.mp3",
                 *           "reference": "4712",
                 *           "language": "de"
                 *         }
                 *       ],
                 *       "language": "en",
                 *       "webhook": "https://example.org/hooks/scribewell"
                 *     }
                 */
                "application/json": {
                    /** @description Texts followed at once, 1 to 10: more is slower and may be surer. Left out, several where one is doubtful. */
                    beamSize?: number;
                    /** @description Whether it may have the text of an earlier job that asked the same of the same recording, which is the default. With `false` it is recognised anew. */
                    cache?: boolean;
                    /**
                     * @description Hear all channels as one, which is the default, or each on its own: for a speaker on each.
                     * @enum {string}
                     */
                    channels?: "mixed" | "apart";
                    /**
                     * @description Sounds of hesitation such as "um": keep them, which is the default, or leave them out.
                     * @enum {string}
                     */
                    disfluencies?: "keep" | "remove";
                    /** @description Where in the recording to begin. Left out, at its beginning. */
                    fromSeconds?: number;
                    items: {
                        /** @description Texts followed at once, 1 to 10: more is slower and may be surer. Left out, several where one is doubtful. */
                        beamSize?: number;
                        /** @description Whether it may have the text of an earlier job that asked the same of the same recording, which is the default. With `false` it is recognised anew. */
                        cache?: boolean;
                        /**
                         * @description Hear all channels as one, which is the default, or each on its own: for a speaker on each.
                         * @enum {string}
                         */
                        channels?: "mixed" | "apart";
                        /**
                         * @description Sounds of hesitation such as "um": keep them, which is the default, or leave them out.
                         * @enum {string}
                         */
                        disfluencies?: "keep" | "remove";
                        /** @description Where in the recording to begin. Left out, at its beginning. */
                        fromSeconds?: number;
                        /** @description So long after now the job and all that belongs to it is deleted, in whatever state it is. Left out, as the service is set up. */
                        keepSeconds?: number;
                        /** @description What the worker must have, for example `gpu`: only workers whose operator gave them these labels take the job. */
                        labels?: string[];
                        /**
                         * @description ISO 639-1 code or English name. Left out, it is detected.
                         * @example en
                         */
                        language?: string;
                        /** @description Codes or English names of those that may be spoken, where the language is detected. Left out, any. */
                        languages?: string[];
                        /**
                         * @description `engine/model`, or `auto`.
                         * @example auto
                         */
                        model?: string;
                        /** @description `high`, `normal` (the default) or `low`, or a number from -100 to 100: higher goes first. */
                        priority?: ("high" | "normal" | "low") | number;
                        /**
                         * @description Swear words: keep them, which is the default, or show their first letter alone.
                         * @enum {string}
                         */
                        profanity?: "keep" | "mask";
                        /** @description Names and terms to expect, or text that came before: it biases spelling, it is not an instruction. */
                        prompt?: string;
                        /** @description What you call it: the job shows it. */
                        reference?: string;
                        /**
                         * Format: date-time
                         * @description Not to be begun before this moment; ISO 8601 with an offset. Left out, at once.
                         */
                        startAt?: string;
                        /**
                         * @description Write the words as spoken, which is the default, or in English.
                         * @enum {string}
                         */
                        task?: "transcribe" | "translate";
                        /** @description Where in the recording to end. Left out, at its end. */
                        toSeconds?: number;
                        /** @description The same as `task` `translate`. */
                        translate?: boolean;
                        /**
                         * @description Where the server fetches the recording from, or the `url` that POST /api/v1/uploads gave for one that was sent before.
                         * @example https://example.org/talk.mp3
                         * @example upload:0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                         */
                        url: string;
                        /** @description Names and terms as they are spelt: they are expected, and what comes close is written like them. The transcript tells how often each was found. */
                        vocabulary?: string[];
                        /**
                         * @description Address that is told what becomes of the job, with a POST. Networks that are not public have to be allowed by whoever runs the server.
                         * @example https://example.org/hooks/scribewell
                         */
                        webhook?: string;
                        /** @description What it is told. Left out: `job.succeeded`, `job.failed`, `job.cancelled`. */
                        webhookEvents?: ("job.succeeded" | "job.failed" | "job.cancelled" | "job.retried" | "job.progress")[];
                        /**
                         * @description What the messages are signed with: `whsec_` and 24 to 64 bytes as base64. Left out, they are not signed.
                         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                         */
                        webhookSecret?: string;
                    }[];
                    /** @description So long after now the job and all that belongs to it is deleted, in whatever state it is. Left out, as the service is set up. */
                    keepSeconds?: number;
                    /** @description What the worker must have, for example `gpu`: only workers whose operator gave them these labels take the job. */
                    labels?: string[];
                    /**
                     * @description ISO 639-1 code or English name. Left out, it is detected.
                     * @example en
                     */
                    language?: string;
                    /** @description Codes or English names of those that may be spoken, where the language is detected. Left out, any. */
                    languages?: string[];
                    /**
                     * @description `engine/model`, or `auto`.
                     * @example auto
                     */
                    model?: string;
                    /** @description `high`, `normal` (the default) or `low`, or a number from -100 to 100: higher goes first. */
                    priority?: ("high" | "normal" | "low") | number;
                    /**
                     * @description Swear words: keep them, which is the default, or show their first letter alone.
                     * @enum {string}
                     */
                    profanity?: "keep" | "mask";
                    /** @description Names and terms to expect, or text that came before: it biases spelling, it is not an instruction. */
                    prompt?: string;
                    /**
                     * Format: date-time
                     * @description Not to be begun before this moment; ISO 8601 with an offset. Left out, at once.
                     */
                    startAt?: string;
                    /**
                     * @description Write the words as spoken, which is the default, or in English.
                     * @enum {string}
                     */
                    task?: "transcribe" | "translate";
                    /** @description Where in the recording to end. Left out, at its end. */
                    toSeconds?: number;
                    /** @description The same as `task` `translate`. */
                    translate?: boolean;
                    /** @description Names and terms as they are spelt: they are expected, and what comes close is written like them. The transcript tells how often each was found. */
                    vocabulary?: string[];
                    /**
                     * @description Address that is told what becomes of the job, with a POST. Networks that are not public have to be allowed by whoever runs the server.
                     * @example https://example.org/hooks/scribewell
                     */
                    webhook?: string;
                    /** @description What the webhook is told. Left out, `batch.ended`. Events of jobs are told of every job that has no `webhook` of its own. */
                    webhookEvents?: ("job.succeeded" | "job.failed" | "job.cancelled" | "job.retried" | "job.progress" | "batch.ended")[];
                    /**
                     * @description What the messages are signed with: `whsec_` and 24 to 64 bytes as base64. Left out, they are not signed.
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    webhookSecret?: string;
                };
                "multipart/form-data": {
                    /** @description Texts followed at once, 1 to 10: more is slower and may be surer. Left out, several where one is doubtful. */
                    beamSize?: number;
                    /** @description Whether it may have the text of an earlier job that asked the same of the same recording, which is the default. With `false` it is recognised anew. */
                    cache?: boolean;
                    /**
                     * @description Hear all channels as one, which is the default, or each on its own: for a speaker on each.
                     * @enum {string}
                     */
                    channels?: "mixed" | "apart";
                    /**
                     * @description Sounds of hesitation such as "um": keep them, which is the default, or leave them out.
                     * @enum {string}
                     */
                    disfluencies?: "keep" | "remove";
                    /** @description The recordings, a part each. */
                    file?: string[];
                    /** @description Where in the recording to begin. Left out, at its beginning. */
                    fromSeconds?: number;
                    /** @description So long after now the job and all that belongs to it is deleted, in whatever state it is. Left out, as the service is set up. */
                    keepSeconds?: number;
                    /** @description What the worker must have, for example `gpu`: only workers whose operator gave them these labels take the job. */
                    labels?: string;
                    /**
                     * @description ISO 639-1 code or English name. Left out, it is detected.
                     * @example en
                     */
                    language?: string;
                    /** @description Codes or English names of those that may be spoken, where the language is detected. Left out, any. */
                    languages?: string;
                    /**
                     * @description `engine/model`, or `auto`.
                     * @example auto
                     */
                    model?: string;
                    /** @description `high`, `normal` (the default) or `low`, or a number from -100 to 100: higher goes first. */
                    priority?: ("high" | "normal" | "low") | number;
                    /**
                     * @description Swear words: keep them, which is the default, or show their first letter alone.
                     * @enum {string}
                     */
                    profanity?: "keep" | "mask";
                    /** @description Names and terms to expect, or text that came before: it biases spelling, it is not an instruction. */
                    prompt?: string;
                    /**
                     * Format: date-time
                     * @description Not to be begun before this moment; ISO 8601 with an offset. Left out, at once.
                     */
                    startAt?: string;
                    /**
                     * @description Write the words as spoken, which is the default, or in English.
                     * @enum {string}
                     */
                    task?: "transcribe" | "translate";
                    /** @description Where in the recording to end. Left out, at its end. */
                    toSeconds?: number;
                    /** @description The same as `task` `translate`. */
                    translate?: boolean;
                    /** @description Names and terms as they are spelt: they are expected, and what comes close is written like them. The transcript tells how often each was found. */
                    vocabulary?: string;
                    /**
                     * @description Address that is told what becomes of the job, with a POST. Networks that are not public have to be allowed by whoever runs the server.
                     * @example https://example.org/hooks/scribewell
                     */
                    webhook?: string;
                    /** @description What the webhook is told. Left out, `batch.ended`. Events of jobs are told of every job that has no `webhook` of its own. */
                    webhookEvents?: string;
                    /**
                     * @description What the messages are signed with: `whsec_` and 24 to 64 bytes as base64. Left out, they are not signed.
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    webhookSecret?: string;
                };
            };
        };
        responses: {
            /** @description The batch is open. `Location` says where to read it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description The recording is too large: `request-too-large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full: `disk-full`. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The batch's `id`.
                 * @example 7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    cancelBatch: {
        parameters: {
            query?: {
                /** @description Erase it. */
                purge?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The batch's `id`.
                 * @example 7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch as it stands; with `purge` what was erased of all its jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"] | components["schemas"]["BatchReceipt"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    listBatchJobs: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Jobs a page. */
                limit?: number;
                /** @description Only jobs in these states: repeated, or with commas between. */
                state?: ("queued" | "running" | "succeeded" | "failed" | "cancelled")[];
            };
            header?: never;
            path: {
                /**
                 * @description The batch's `id`.
                 * @example 7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    beginDirectUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where to send it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectUpload"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endDirectUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `upload` of the address. */
                upload: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its type, such as `audio/mpeg`. */
                    mediaType?: string;
                    /** @description What the recording is called. */
                    name?: string;
                } | null;
            };
        };
        responses: {
            /** @description It is kept. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description The recording is too large: `request-too-large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Jobs a page. */
                limit?: number;
                /** @description Only jobs in these states: repeated, or with commas between. */
                state?: ("queued" | "running" | "succeeded" | "failed" | "cancelled")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    readJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's `id`.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    cancelJob: {
        parameters: {
            query?: {
                /** @description Erase it. */
                purge?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The job's `id`.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it stands; with `purge` what was erased. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | components["schemas"]["Receipt"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    readAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's `id`.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The part that Range asks for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The client has it already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part of the recording. `Content-Range` says how long it is. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    followJob: {
        parameters: {
            query?: {
                /** @description Sequence of the last event known. Last-Event-ID counts before it. */
                after?: number;
            };
            header?: {
                /** @description Sequence of the last event known. */
                "last-event-id"?: number;
            };
            path: {
                /**
                 * @description The job's `id`.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each `data` is a JobEvent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["JobEvent"];
                };
            };
            /** @description There are no more events. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    readReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's `id`.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    readResult: {
        parameters: {
            query?: {
                /** @description The form of the transcript: one of the product's own, or as the clients of another service read it. */
                as?: "txt" | "srt" | "vtt" | "json" | "openai.verbose_json" | "deepgram" | "assemblyai" | "runpod";
                /** @description Has a browser save it, under the recording's name. */
                download?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The job's `id`.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transcript in the form asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"] | {
                        [key: string]: unknown;
                    };
                    "application/x-subrip": string;
                    "text/plain": string;
                    "text/vtt": string;
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's `id`.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job, open again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Keys a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["Key"][];
                        next: string | null;
                    };
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description From then on it is refused. Null: never.
                     * @default null
                     */
                    expiresAt?: string | null;
                    /** @default {} */
                    limits?: {
                        /** @description Of recordings, by day (UTC). */
                        bytesPerDay?: number | null;
                        /** @description Of sound, by month (UTC). */
                        minutesPerMonth?: number | null;
                        /** @description Jobs that are queued or running. */
                        openJobs?: number | null;
                        requestsPerMinute?: number | null;
                    };
                    /**
                     * @description Whole names of the models that may be used, the first one where none is asked for. Null for all.
                     * @default null
                     */
                    models?: string[] | null;
                    /** @description What it is for. */
                    name: string;
                    /**
                     * @description Web pages that may use it. Null: those of ALLOWED_ORIGINS.
                     * @default null
                     */
                    origins?: string[] | null;
                    /**
                     * @description `submit`: send recordings, cancel, retry. `read`: jobs, results, usage. `erase`: delete what is kept. `webhooks`: say who is told. `admin`: all of these, keys and the audit log. `operate`: figures of the whole service.
                     * @default [
                     *       "submit",
                     *       "read"
                     *     ]
                     */
                    scopes?: ("submit" | "read" | "erase" | "webhooks" | "admin" | "operate")[];
                };
            };
        };
        responses: {
            /** @description The key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands after `sw_` in the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, without its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands after `sw_` in the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    changeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands after `sw_` in the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expiresAt?: string | null;
                    limits?: {
                        /** @description Of recordings, by day (UTC). */
                        bytesPerDay?: number | null;
                        /** @description Of sound, by month (UTC). */
                        minutesPerMonth?: number | null;
                        /** @description Jobs that are queued or running. */
                        openJobs?: number | null;
                        requestsPerMinute?: number | null;
                    };
                    /** @description Whole names of the models that may be used, the first one where none is asked for. Null for all. */
                    models?: string[] | null;
                    /** @description What it is for. */
                    name?: string;
                    /** @description Web pages that may use it. Null: those of ALLOWED_ORIGINS. */
                    origins?: string[] | null;
                    /** @description `submit`: send recordings, cancel, retry. `read`: jobs, results, usage. `erase`: delete what is kept. `webhooks`: say who is told. `admin`: all of these, keys and the audit log. `operate`: figures of the whole service. */
                    scopes?: ("submit" | "read" | "erase" | "webhooks" | "admin" | "operate")[];
                };
            };
        };
        responses: {
            /** @description The key as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    rotateKey: {
        parameters: {
            query?: {
                /** @description How long. */
                graceSeconds?: number;
            };
            header?: never;
            path: {
                /** @description What stands after `sw_` in the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, with its new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who asks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["MeAsKey"] | components["schemas"]["MeAsUser"]) | null;
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the catalogue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    beginResumableUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description `1.0.0`. */
                "tus-resumable"?: string;
                /** @description Bytes of the whole recording. */
                "upload-length"?: string;
                /** @description `filename` and `filetype` of the recording, each with its value in base64, with a comma between them. */
                "upload-metadata"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is begun. */
            201: {
                headers: {
                    /** @description Where the recording is to be sent. Its last part is the id. */
                    Location?: string;
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    /** @description When it is forgotten where nothing comes; left out when it is kept. */
                    "Upload-Expires"?: string;
                    /** @description How many bytes are here: where the upload goes on. */
                    "Upload-Offset"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description The request does not say `Tus-Resumable: 1.0.0`: `tus-version-unsupported`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The recording is too large: `request-too-large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full: `disk-full`. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resumableUploadAbilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In headers. */
            204: {
                headers: {
                    /** @description What is spoken of tus beside its core. */
                    "Tus-Extension"?: string;
                    /** @description Bytes that a recording may have. */
                    "Tus-Max-Size"?: number;
                    /** @description `1.0.0` */
                    "Tus-Version"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    overrideResumableUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description `1.0.0`. */
                "tus-resumable"?: string;
                /** @description Where in the recording the bytes of this request belong. */
                "upload-offset"?: string;
                /** @description `PATCH`, `DELETE` or `HEAD`. */
                "x-http-method-override"?: string;
            };
            path: {
                /** @description The last part of the address that was given for it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description It is here. */
            204: {
                headers: {
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    /** @description When it is forgotten where nothing comes; left out when it is kept. */
                    "Upload-Expires"?: string;
                    /** @description How many bytes are here: where the upload goes on. */
                    "Upload-Offset"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not say `Tus-Resumable: 1.0.0`: `tus-version-unsupported`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The recording is too large: `request-too-large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another request is at work on it: `upload-busy`. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full: `disk-full`. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endResumableUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description `1.0.0`. */
                "tus-resumable"?: string;
            };
            path: {
                /** @description The last part of the address that was given for it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not say `Tus-Resumable: 1.0.0`: `tus-version-unsupported`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another request is at work on it: `upload-busy`. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "resumableUploadOffset-head": {
        parameters: {
            query?: never;
            header?: {
                /** @description `1.0.0`. */
                "tus-resumable"?: string;
            };
            path: {
                /** @description The last part of the address that was given for it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In headers. */
            200: {
                headers: {
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    /** @description When it is forgotten where nothing comes; left out when it is kept. */
                    "Upload-Expires"?: string;
                    /** @description Bytes of the whole recording. */
                    "Upload-Length"?: number;
                    /** @description What its client has said of it. */
                    "Upload-Metadata"?: string;
                    /** @description How many bytes are here: where the upload goes on. */
                    "Upload-Offset"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not say `Tus-Resumable: 1.0.0`: `tus-version-unsupported`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another request is at work on it: `upload-busy`. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full: `disk-full`. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sendResumableUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description `1.0.0`. */
                "tus-resumable"?: string;
                /** @description Where in the recording the bytes of this request belong. */
                "upload-offset"?: string;
            };
            path: {
                /** @description The last part of the address that was given for it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description It is here. */
            204: {
                headers: {
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    /** @description When it is forgotten where nothing comes; left out when it is kept. */
                    "Upload-Expires"?: string;
                    /** @description How many bytes are here: where the upload goes on. */
                    "Upload-Offset"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not say `Tus-Resumable: 1.0.0`: `tus-version-unsupported`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The recording is too large: `request-too-large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another request is at work on it: `upload-busy`. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full: `disk-full`. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readWaysToSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ways. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `key`: with a key. `oidc`: with a provider. */
                        ways: ("key" | "oidc")[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `sw_…` */
                    key: string;
                };
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks has not shown that they may; `code` says what is missing. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key is good and may not do this: `scope-missing`, `model-not-allowed`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much: `server-busy`, `rate-limit-reached`, `quota-reached`. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    beginSignIn: {
        parameters: {
            query?: {
                /** @description Where on this site to go then. */
                returnTo?: string;
                /** @description Where to sign in; OIDC_TENANT when left out. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much: `server-busy`, `rate-limit-reached`, `quota-reached`. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    finishSignIn: {
        parameters: {
            query: {
                /** @description What the provider was given. */
                state: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key is good and may not do this: `scope-missing`, `model-not-allowed`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much: `server-busy`, `rate-limit-reached`, `quota-reached`. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody is signed in. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The key is good and may not do this: `scope-missing`, `model-not-allowed`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    transcribe: {
        parameters: {
            query?: {
                /** @description The form of the result, when the job ends in time; `json` where nothing is said. Goes with `wait` alone. */
                as?: "txt" | "srt" | "vtt" | "json";
                /** @description Texts followed at once, 1 to 10: more is slower and may be surer. Left out, several where one is doubtful. */
                beamSize?: number;
                /** @description Whether it may have the text of an earlier job that asked the same of the same recording, which is the default. With `false` it is recognised anew. */
                cache?: boolean;
                /** @description A client that waits and goes takes its job with it. */
                cancelOnDisconnect?: boolean;
                /** @description Hear all channels as one, which is the default, or each on its own: for a speaker on each. */
                channels?: "mixed" | "apart";
                /** @description Sounds of hesitation such as "um": keep them, which is the default, or leave them out. */
                disfluencies?: "keep" | "remove";
                /** @description Where in the recording to begin. Left out, at its beginning. */
                fromSeconds?: number;
                /** @description So long after now the job and all that belongs to it is deleted, in whatever state it is. Left out, as the service is set up. */
                keepSeconds?: number;
                /** @description What the worker must have, for example `gpu`: only workers whose operator gave them these labels take the job. */
                labels?: string;
                /**
                 * @description ISO 639-1 code or English name. Left out, it is detected.
                 * @example en
                 */
                language?: string;
                /** @description Codes or English names of those that may be spoken, where the language is detected. Left out, any. */
                languages?: string;
                /**
                 * @description `engine/model`, or `auto`.
                 * @example auto
                 */
                model?: string;
                /**
                 * @description The recording's name, for people.
                 * @example talk.mp3
                 */
                name?: string;
                /** @description `high`, `normal` (the default) or `low`, or a number from -100 to 100: higher goes first. */
                priority?: number;
                /** @description Swear words: keep them, which is the default, or show their first letter alone. */
                profanity?: "keep" | "mask";
                /** @description Names and terms to expect, or text that came before: it biases spelling, it is not an instruction. */
                prompt?: string;
                /** @description Not to be begun before this moment; ISO 8601 with an offset. Left out, at once. */
                startAt?: string;
                /** @description Write the words as spoken, which is the default, or in English. */
                task?: "transcribe" | "translate";
                /** @description Where in the recording to end. Left out, at its end. */
                toSeconds?: number;
                /** @description The same as `task` `translate`. */
                translate?: boolean;
                /** @description Names and terms as they are spelt: they are expected, and what comes close is written like them. The transcript tells how often each was found. */
                vocabulary?: string;
                /** @description Seconds to wait for the end of the job. */
                wait?: number;
                /**
                 * @description Address that is told what becomes of the job, with a POST. Networks that are not public have to be allowed by whoever runs the server.
                 * @example https://example.org/hooks/scribewell
                 */
                webhook?: string;
                /** @description What it is told. Left out: `job.succeeded`, `job.failed`, `job.cancelled`. */
                webhookEvents?: string;
                /**
                 * @description What the messages are signed with: `whsec_` and 24 to 64 bytes as base64. Left out, they are not signed.
                 * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                 */
                webhookSecret?: string;
            };
            header?: {
                /** @description The same key gives the same job, however often the request is sent. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.org/talk.mp3",
                 *       "language": "en"
                 *     }
                 */
                "application/json": {
                    /** @description The recording itself as base64 or a `data:` URL, at most 25 MB of it. */
                    audio?: string;
                    /** @description Texts followed at once, 1 to 10: more is slower and may be surer. Left out, several where one is doubtful. */
                    beamSize?: number;
                    /** @description Whether it may have the text of an earlier job that asked the same of the same recording, which is the default. With `false` it is recognised anew. */
                    cache?: boolean;
                    /**
                     * @description Hear all channels as one, which is the default, or each on its own: for a speaker on each.
                     * @enum {string}
                     */
                    channels?: "mixed" | "apart";
                    /**
                     * @description Sounds of hesitation such as "um": keep them, which is the default, or leave them out.
                     * @enum {string}
                     */
                    disfluencies?: "keep" | "remove";
                    /** @description Where in the recording to begin. Left out, at its beginning. */
                    fromSeconds?: number;
                    /** @description So long after now the job and all that belongs to it is deleted, in whatever state it is. Left out, as the service is set up. */
                    keepSeconds?: number;
                    /** @description What the worker must have, for example `gpu`: only workers whose operator gave them these labels take the job. */
                    labels?: string[];
                    /**
                     * @description ISO 639-1 code or English name. Left out, it is detected.
                     * @example en
                     */
                    language?: string;
                    /** @description Codes or English names of those that may be spoken, where the language is detected. Left out, any. */
                    languages?: string[];
                    /**
                     * @description `engine/model`, or `auto`.
                     * @example auto
                     */
                    model?: string;
                    /**
                     * @description The recording's name, for people.
                     * @example talk.mp3
                     */
                    name?: string;
                    /** @description `high`, `normal` (the default) or `low`, or a number from -100 to 100: higher goes first. */
                    priority?: ("high" | "normal" | "low") | number;
                    /**
                     * @description Swear words: keep them, which is the default, or show their first letter alone.
                     * @enum {string}
                     */
                    profanity?: "keep" | "mask";
                    /** @description Names and terms to expect, or text that came before: it biases spelling, it is not an instruction. */
                    prompt?: string;
                    /**
                     * Format: date-time
                     * @description Not to be begun before this moment; ISO 8601 with an offset. Left out, at once.
                     */
                    startAt?: string;
                    /**
                     * @description Write the words as spoken, which is the default, or in English.
                     * @enum {string}
                     */
                    task?: "transcribe" | "translate";
                    /** @description Where in the recording to end. Left out, at its end. */
                    toSeconds?: number;
                    /** @description The same as `task` `translate`. */
                    translate?: boolean;
                    /**
                     * @description Where the server fetches the recording from, or the `url` that POST /api/v1/uploads gave for one that was sent before.
                     * @example https://example.org/talk.mp3
                     * @example upload:0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
                     */
                    url?: string;
                    /** @description Names and terms as they are spelt: they are expected, and what comes close is written like them. The transcript tells how often each was found. */
                    vocabulary?: string[];
                    /**
                     * @description Address that is told what becomes of the job, with a POST. Networks that are not public have to be allowed by whoever runs the server.
                     * @example https://example.org/hooks/scribewell
                     */
                    webhook?: string;
                    /** @description What it is told. Left out: `job.succeeded`, `job.failed`, `job.cancelled`. */
                    webhookEvents?: ("job.succeeded" | "job.failed" | "job.cancelled" | "job.retried" | "job.progress")[];
                    /**
                     * @description What the messages are signed with: `whsec_` and 24 to 64 bytes as base64. Left out, they are not signed.
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    webhookSecret?: string;
                };
                "application/octet-stream": string;
                "multipart/form-data": {
                    /** @description Texts followed at once, 1 to 10: more is slower and may be surer. Left out, several where one is doubtful. */
                    beamSize?: number;
                    /** @description Whether it may have the text of an earlier job that asked the same of the same recording, which is the default. With `false` it is recognised anew. */
                    cache?: boolean;
                    /**
                     * @description Hear all channels as one, which is the default, or each on its own: for a speaker on each.
                     * @enum {string}
                     */
                    channels?: "mixed" | "apart";
                    /**
                     * @description Sounds of hesitation such as "um": keep them, which is the default, or leave them out.
                     * @enum {string}
                     */
                    disfluencies?: "keep" | "remove";
                    /**
                     * Format: binary
                     * @description The recording. It may stand before or after the other parts.
                     */
                    file?: string;
                    /** @description Where in the recording to begin. Left out, at its beginning. */
                    fromSeconds?: number;
                    /** @description So long after now the job and all that belongs to it is deleted, in whatever state it is. Left out, as the service is set up. */
                    keepSeconds?: number;
                    /** @description What the worker must have, for example `gpu`: only workers whose operator gave them these labels take the job. */
                    labels?: string;
                    /**
                     * @description ISO 639-1 code or English name. Left out, it is detected.
                     * @example en
                     */
                    language?: string;
                    /** @description Codes or English names of those that may be spoken, where the language is detected. Left out, any. */
                    languages?: string;
                    /**
                     * @description `engine/model`, or `auto`.
                     * @example auto
                     */
                    model?: string;
                    /**
                     * @description The recording's name, for people.
                     * @example talk.mp3
                     */
                    name?: string;
                    /** @description `high`, `normal` (the default) or `low`, or a number from -100 to 100: higher goes first. */
                    priority?: ("high" | "normal" | "low") | number;
                    /**
                     * @description Swear words: keep them, which is the default, or show their first letter alone.
                     * @enum {string}
                     */
                    profanity?: "keep" | "mask";
                    /** @description Names and terms to expect, or text that came before: it biases spelling, it is not an instruction. */
                    prompt?: string;
                    /**
                     * Format: date-time
                     * @description Not to be begun before this moment; ISO 8601 with an offset. Left out, at once.
                     */
                    startAt?: string;
                    /**
                     * @description Write the words as spoken, which is the default, or in English.
                     * @enum {string}
                     */
                    task?: "transcribe" | "translate";
                    /** @description Where in the recording to end. Left out, at its end. */
                    toSeconds?: number;
                    /** @description The same as `task` `translate`. */
                    translate?: boolean;
                    /** @description Where the server fetches the recording from, or the `url` of an upload, instead of a `file`. */
                    url?: string;
                    /** @description Names and terms as they are spelt: they are expected, and what comes close is written like them. The transcript tells how often each was found. */
                    vocabulary?: string;
                    /**
                     * @description Address that is told what becomes of the job, with a POST. Networks that are not public have to be allowed by whoever runs the server.
                     * @example https://example.org/hooks/scribewell
                     */
                    webhook?: string;
                    /** @description What it is told. Left out: `job.succeeded`, `job.failed`, `job.cancelled`. */
                    webhookEvents?: string;
                    /**
                     * @description What the messages are signed with: `whsec_` and 24 to 64 bytes as base64. Left out, they are not signed.
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    webhookSecret?: string;
                };
            };
        };
        responses: {
            /** @description The job has ended in time: the job with its `transcript`, or its text in the form asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinishedJob"];
                    "application/x-subrip": string;
                    "text/plain": string;
                    "text/vtt": string;
                };
            };
            /** @description The job is open. `Location` says where to read it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The recording is too large: `request-too-large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description A bug, or a job that failed for one while the client waited: `internal-error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full: `disk-full`. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The recording.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description It is kept. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description The recording is too large: `request-too-large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full: `disk-full`. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    eraseUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `id` that POST /api/v1/uploads gave. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not there any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readUsage: {
        parameters: {
            query?: {
                /** @description The first day. Left out, the first of the month of `to`. */
                from?: string & (unknown & unknown);
                /** @description The last day, counted in. Left out, today. */
                to?: string & (unknown & unknown);
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The usage of these days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Users a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        users: components["schemas"]["User"][];
                    };
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The address they have at their provider. Capitals do not count. Nothing is sent to it. */
                    email: string;
                    /**
                     * @description What they are called; of their provider where nothing is said.
                     * @default null
                     */
                    name?: string | null;
                    /**
                     * @description `admin`: everything of the tenant. `member`: send, read, erase, say who is told. `viewer`: read what there is.
                     * @enum {string}
                     */
                    role: "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description The user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    readUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    removeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `true` signs them out, and lets them in no more. */
                    disabled?: boolean;
                    /** @description What they are called; of their provider where nothing is said. */
                    name?: string | null;
                    /**
                     * @description Another than before signs them out.
                     * @enum {string}
                     */
                    role?: "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description The user as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.org/hooks/scribewell"
                 *     }
                 */
                "application/json": {
                    /** @description A webhook there is; signed with its secret. */
                    webhookId: string;
                } | {
                    /**
                     * @description Left out, one is made for this test and told in the answer.
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    secret?: string;
                    url: string;
                };
            };
        };
        responses: {
            /** @description How it was taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Webhook"][];
                    };
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is told. Left out: how a job ends. */
                    events?: ("job.succeeded" | "job.failed" | "job.cancelled" | "job.retried" | "job.progress" | "batch.ended")[];
                    /**
                     * @description Tell of the jobs alone that come with the key that asks. Left out, of all of the tenant's.
                     * @default false
                     */
                    onlyOwnJobs?: boolean;
                    /**
                     * @description `whsec_` and 24 to 64 bytes as base64. Left out, one is made.
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    secret?: string;
                    /** @description Where messages are sent. Networks that are not public have to be allowed first. */
                    url: string;
                };
            };
        };
        responses: {
            /** @description The webhook, with its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description The body is of a type or coding that is not read here: `media-type-unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            /** @description Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's `id`.
                 * @example 5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's `id`.
                 * @example 5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    resumeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's `id`.
                 * @example 5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook, active. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Only those of this job. */
                jobId?: string;
                /** @description Deliveries a page. */
                limit?: number;
                /** @description Only deliveries in these states: repeated, or with commas between. */
                state?: ("pending" | "delivered" | "failed" | "cancelled")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            /** @description Something in the request is wrong; `detail` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery's `id`.
                 * @example c0a8012e-7b3e-4f5d-9a55-2f0e6a1b9c33
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, to be sent at once. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such thing; `code` says of what kind, for example `job-not-found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in a state for this; `code` says in which it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    followJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is a WebSocket from here on. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyMissing"];
            403: components["responses"]["NotAllowed"];
            /** @description This address speaks WebSocket only. */
            426: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMuch"];
            default: components["responses"]["Problem"];
        };
    };
    openaiTranscription: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description `auto`. Recordings are always cut where nobody speaks. */
                    chunking_strategy?: string;
                    /**
                     * Format: binary
                     * @description The recording.
                     */
                    file: string;
                    /**
                     * @description `logprobs`: how sure each word is, with `json`.
                     * @default []
                     */
                    include?: "logprobs"[];
                    /** @description Names and terms to expect. */
                    keywords?: string[];
                    /** @description Not followed: speakers are not told apart. */
                    known_speaker_names?: string[];
                    /** @description Not followed. */
                    known_speaker_references?: string[];
                    /** @description ISO 639-1 code. Left out, it is detected. */
                    language?: string;
                    /** @description Languages that may be spoken. */
                    languages?: string[];
                    /**
                     * @description OpenAI's names stand for `auto`; or the name of a model that GET /v1/models lists.
                     * @default auto
                     */
                    model?: string;
                    /** @description Names and terms to expect, or text that came before. */
                    prompt?: string;
                    /**
                     * @default json
                     * @enum {string}
                     */
                    response_format?: "json" | "text" | "srt" | "verbose_json" | "vtt" | "diarized_json";
                    /** @description Text as it comes, as events. */
                    stream?: boolean;
                    /** @default 0 */
                    temperature?: number;
                    /**
                     * @description Which times `verbose_json` has.
                     * @default [
                     *       "segment"
                     *     ]
                     */
                    timestamp_granularities?: ("word" | "segment")[];
                };
            };
        };
        responses: {
            /** @description In the form that `response_format` asks for, or events with `stream`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        logprobs?: {
                            bytes: number[];
                            logprob: number;
                            token: string;
                        }[];
                        text: string;
                        usage: {
                            seconds: number;
                            /** @enum {string} */
                            type: "duration";
                        };
                        /** @description What was not done as asked. */
                        warnings?: string[];
                    } & {
                        [key: string]: unknown;
                    }) | ({
                        /** @description Seconds. */
                        duration: number;
                        language: string;
                        segments?: ({
                            avg_logprob: number;
                            compression_ratio: number;
                            end: number;
                            id: number;
                            no_speech_prob: number;
                            seek: number;
                            /** @description Seconds. */
                            start: number;
                            temperature: number;
                            text: string;
                            tokens: number[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        /** @enum {string} */
                        task: "transcribe" | "translate";
                        text: string;
                        usage: {
                            seconds: number;
                            /** @enum {string} */
                            type: "duration";
                        };
                        /** @description What was not done as asked. */
                        warnings?: string[];
                        words?: ({
                            end: number;
                            /** @description Seconds. */
                            start: number;
                            word: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    });
                    "application/x-subrip": string;
                    "text/event-stream": string;
                    "text/plain": string;
                    "text/vtt": string;
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
        };
    };
    openaiTranslation: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description `auto`. Recordings are always cut where nobody speaks. */
                    chunking_strategy?: string;
                    /**
                     * Format: binary
                     * @description The recording.
                     */
                    file: string;
                    /**
                     * @description `logprobs`: how sure each word is, with `json`.
                     * @default []
                     */
                    include?: "logprobs"[];
                    /** @description Names and terms to expect. */
                    keywords?: string[];
                    /** @description Not followed: speakers are not told apart. */
                    known_speaker_names?: string[];
                    /** @description Not followed. */
                    known_speaker_references?: string[];
                    /** @description ISO 639-1 code. Left out, it is detected. */
                    language?: string;
                    /** @description Languages that may be spoken. */
                    languages?: string[];
                    /**
                     * @description OpenAI's names stand for `auto`; or the name of a model that GET /v1/models lists.
                     * @default auto
                     */
                    model?: string;
                    /** @description Names and terms to expect, or text that came before. */
                    prompt?: string;
                    /**
                     * @default json
                     * @enum {string}
                     */
                    response_format?: "json" | "text" | "srt" | "verbose_json" | "vtt" | "diarized_json";
                    /** @description Text as it comes, as events. */
                    stream?: boolean;
                    /** @default 0 */
                    temperature?: number;
                    /**
                     * @description Which times `verbose_json` has.
                     * @default [
                     *       "segment"
                     *     ]
                     */
                    timestamp_granularities?: ("word" | "segment")[];
                };
            };
        };
        responses: {
            /** @description In the form that `response_format` asks for, or events with `stream`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        logprobs?: {
                            bytes: number[];
                            logprob: number;
                            token: string;
                        }[];
                        text: string;
                        usage: {
                            seconds: number;
                            /** @enum {string} */
                            type: "duration";
                        };
                        /** @description What was not done as asked. */
                        warnings?: string[];
                    } & {
                        [key: string]: unknown;
                    }) | ({
                        /** @description Seconds. */
                        duration: number;
                        language: string;
                        segments?: ({
                            avg_logprob: number;
                            compression_ratio: number;
                            end: number;
                            id: number;
                            no_speech_prob: number;
                            seek: number;
                            /** @description Seconds. */
                            start: number;
                            temperature: number;
                            text: string;
                            tokens: number[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        /** @enum {string} */
                        task: "transcribe" | "translate";
                        text: string;
                        usage: {
                            seconds: number;
                            /** @enum {string} */
                            type: "duration";
                        };
                        /** @description What was not done as asked. */
                        warnings?: string[];
                        words?: ({
                            end: number;
                            /** @description Seconds. */
                            start: number;
                            word: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    });
                    "application/x-subrip": string;
                    "text/event-stream": string;
                    "text/plain": string;
                    "text/vtt": string;
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
        };
    };
    deepgramListen: {
        parameters: {
            query?: {
                /** @description Address the answer is sent to; the request is answered at once then. */
                callback?: string;
                /** @description `POST`. */
                callback_method?: string;
                /** @description `true`, or the languages that may be spoken. Has the language told in the answer. */
                detect_language?: string | string[];
                /** @description Of files that say it themselves; raw sound is not taken. */
                encoding?: string;
                /** @description `key:value`, said again in the answer. */
                extra?: string | string[];
                /** @description Keeps sounds of hesitation, which are left out otherwise. */
                filler_words?: boolean;
                /** @description Names and terms to expect. */
                keyterm?: string | string[];
                /** @description The same for older models; weights are not followed. */
                keywords?: string | string[];
                /** @description BCP-47 tag. Left out, or `multi`: it is detected. */
                language?: string;
                /** @description True whatever it says: nobody learns from recordings here. */
                mip_opt_out?: boolean;
                /** @description Deepgram's names stand for `auto`; or the name of a model here. */
                model?: string;
                /** @description Each channel on its own. */
                multichannel?: boolean;
                /** @description Paragraphs and their sentences; with marks. */
                paragraphs?: boolean;
                /** @description Shows of swear words their first letter alone. */
                profanity_filter?: boolean;
                /** @description Marks and capital letters. */
                punctuate?: boolean;
                /** @description `find:replacement`; without a replacement it is left out. */
                replace?: string | string[];
                /** @description Terms to find in what was said. */
                search?: string | string[];
                /** @description Marks, capital letters and paragraphs. */
                smart_format?: boolean;
                /** @description Said again in the answer. */
                tag?: string | string[];
                /** @description Seconds of a pause between utterances. */
                utt_split?: number;
                /** @description What was said between pauses. */
                utterances?: boolean;
                /** @description `latest`. */
                version?: string;
            };
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                };
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Deepgram's object; with `callback`, the job's id alone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        metadata: {
                            channels: number;
                            /** Format: date-time */
                            created: string;
                            duration: number;
                            models: string[];
                            request_id: string;
                            sha256?: string;
                            /** @description What is not done as asked. */
                            warnings?: ({
                                message: string;
                                type: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        };
                        results: {
                            channels: ({
                                alternatives: ({
                                    confidence: number;
                                    paragraphs?: {
                                        paragraphs: ({
                                            end: number;
                                            num_words: number;
                                            sentences: ({
                                                end: number;
                                                /** @description Seconds. */
                                                start: number;
                                                text: string;
                                            } & {
                                                [key: string]: unknown;
                                            })[];
                                            /** @description Seconds. */
                                            start: number;
                                        } & {
                                            [key: string]: unknown;
                                        })[];
                                        transcript: string;
                                    } & {
                                        [key: string]: unknown;
                                    };
                                    transcript: string;
                                    words: ({
                                        confidence: number;
                                        end: number;
                                        punctuated_word?: string;
                                        /** @description Seconds. */
                                        start: number;
                                        word: string;
                                    } & {
                                        [key: string]: unknown;
                                    })[];
                                } & {
                                    [key: string]: unknown;
                                })[];
                                detected_language?: string;
                                search?: ({
                                    hits: ({
                                        confidence: number;
                                        end: number;
                                        snippet: string;
                                        /** @description Seconds. */
                                        start: number;
                                    } & {
                                        [key: string]: unknown;
                                    })[];
                                    query: string;
                                } & {
                                    [key: string]: unknown;
                                })[];
                            } & {
                                [key: string]: unknown;
                            })[];
                            utterances?: ({
                                channel: number;
                                confidence: number;
                                end: number;
                                id: string;
                                /** @description Seconds. */
                                start: number;
                                transcript: string;
                                words: ({
                                    confidence: number;
                                    end: number;
                                    punctuated_word?: string;
                                    /** @description Seconds. */
                                    start: number;
                                    word: string;
                                } & {
                                    [key: string]: unknown;
                                })[];
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    }) | {
                        request_id: string;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramFailure"];
                };
            };
        };
    };
    openaiModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Not known: 0. */
                            created: number;
                            id: string;
                            /** @enum {string} */
                            object: "model";
                            /** @description `openai` for names that stand for the best model here. */
                            owned_by: string;
                        }[];
                        /** @enum {string} */
                        object: "list";
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
        };
    };
    openaiModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                "*": string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Not known: 0. */
                        created: number;
                        id: string;
                        /** @enum {string} */
                        object: "model";
                        /** @description `openai` for names that stand for the best model here. */
                        owned_by: string;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenaiFailure"];
                };
            };
        };
    };
    runpodCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
                /**
                 * @description The job's `id`, as `/run` gave it.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11-u1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Milliseconds that it waited. */
                        delayTime?: number;
                        /** @description Why it failed. */
                        error?: string;
                        /** @description Milliseconds that it ran. */
                        executionTime?: number;
                        id: string;
                        /** @description That of RunPod's worker for Whisper. */
                        output?: unknown;
                        /** @enum {string} */
                        status: "IN_QUEUE" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "CANCELLED";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobs: {
                            completed: number;
                            failed: number;
                            inProgress: number;
                            inQueue: number;
                            /**
                             * @description Not known: 0.
                             * @enum {number}
                             */
                            retried: 0;
                        };
                        workers: {
                            /**
                             * @description Not known: 0.
                             * @enum {number}
                             */
                            idle: 0;
                            /**
                             * @description Not known: 0.
                             * @enum {number}
                             */
                            initializing: 0;
                            /**
                             * @description Not known: 0.
                             * @enum {number}
                             */
                            ready: 0;
                            running: number;
                            /**
                             * @description Not known: 0.
                             * @enum {number}
                             */
                            throttled: 0;
                        };
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodPurgeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: number;
                        /** @enum {string} */
                        status: "completed";
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
                /**
                 * @description The job's `id`, as `/run` gave it.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11-u1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Milliseconds that it waited. */
                        delayTime?: number;
                        /** @description Why it failed. */
                        error?: string;
                        /** @description Milliseconds that it ran. */
                        executionTime?: number;
                        id: string;
                        /** @description That of RunPod's worker for Whisper. */
                        output?: unknown;
                        /** @enum {string} */
                        status: "IN_QUEUE" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "CANCELLED";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description `true` takes only what RunPod's own worker takes. */
                "x-scribewell-strict"?: string;
            };
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description That of RunPod's worker for Whisper.
                     * @example {
                     *       "audio": "https://example.org/talk.mp3",
                     *       "model": "turbo"
                     *     }
                     */
                    input: {
                        [key: string]: unknown;
                    };
                    policy?: ({
                        /** @description Milliseconds; checked, and not followed. */
                        executionTimeout?: number | null;
                        lowPriority?: boolean | null;
                        /** @description Milliseconds after which the job and all that belongs to it is deleted. */
                        ttl?: number | null;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                    /** @description Not followed, and not kept. */
                    s3Config?: unknown;
                    /** @description Address that is told how the job ended: the body is that of `/status`. */
                    webhook?: string | null;
                    /** @description The same. */
                    webhookV2?: string | null;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Milliseconds that it waited. */
                        delayTime?: number;
                        /** @description Why it failed. */
                        error?: string;
                        /** @description Milliseconds that it ran. */
                        executionTime?: number;
                        id: string;
                        /** @description That of RunPod's worker for Whisper. */
                        output?: unknown;
                        /** @enum {string} */
                        status: "IN_QUEUE" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "CANCELLED";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodRunSync: {
        parameters: {
            query?: {
                /** @description Milliseconds to wait for the end of the job. */
                wait?: number;
            };
            header?: {
                /** @description `true` takes only what RunPod's own worker takes. */
                "x-scribewell-strict"?: string;
            };
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description That of RunPod's worker for Whisper.
                     * @example {
                     *       "audio": "https://example.org/talk.mp3",
                     *       "model": "turbo"
                     *     }
                     */
                    input: {
                        [key: string]: unknown;
                    };
                    policy?: ({
                        /** @description Milliseconds; checked, and not followed. */
                        executionTimeout?: number | null;
                        lowPriority?: boolean | null;
                        /** @description Milliseconds after which the job and all that belongs to it is deleted. */
                        ttl?: number | null;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                    /** @description Not followed, and not kept. */
                    s3Config?: unknown;
                    /** @description Address that is told how the job ended: the body is that of `/status`. */
                    webhook?: string | null;
                    /** @description The same. */
                    webhookV2?: string | null;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Milliseconds that it waited. */
                        delayTime?: number;
                        /** @description Why it failed. */
                        error?: string;
                        /** @description Milliseconds that it ran. */
                        executionTime?: number;
                        id: string;
                        /** @description That of RunPod's worker for Whisper. */
                        output?: unknown;
                        /** @enum {string} */
                        status: "IN_QUEUE" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "CANCELLED";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodStatusSync: {
        parameters: {
            query?: {
                /** @description Milliseconds to wait for the end of the job. */
                wait?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
                /**
                 * @description The job's `id`, as `/run` gave it.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11-u1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Milliseconds that it waited. */
                        delayTime?: number;
                        /** @description Why it failed. */
                        error?: string;
                        /** @description Milliseconds that it ran. */
                        executionTime?: number;
                        id: string;
                        /** @description That of RunPod's worker for Whisper. */
                        output?: unknown;
                        /** @enum {string} */
                        status: "IN_QUEUE" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "CANCELLED";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodStatus: {
        parameters: {
            query?: {
                /** @description Not followed. */
                ttl?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
                /**
                 * @description The job's `id`, as `/run` gave it.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11-u1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Milliseconds that it waited. */
                        delayTime?: number;
                        /** @description Why it failed. */
                        error?: string;
                        /** @description Milliseconds that it ran. */
                        executionTime?: number;
                        id: string;
                        /** @description That of RunPod's worker for Whisper. */
                        output?: unknown;
                        /** @enum {string} */
                        status: "IN_QUEUE" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "CANCELLED";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    runpodStream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Any name: jobs are counted by it.
                 * @example whisper
                 */
                endpoint: string;
                /**
                 * @description The job's `id`, as `/run` gave it.
                 * @example 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11-u1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                        stream: {
                            output: unknown;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunpodFailure"];
                };
            };
        };
    };
    assemblyaiTranscripts: {
        parameters: {
            query?: {
                /** @description The same of `after_id`. */
                after_at?: string;
                /** @description Newer than this one. */
                after_id?: string;
                /** @description When `before_id` was made, for where it is erased meanwhile. */
                before_at?: string;
                /** @description Older than this one. */
                before_id?: string;
                /** @description A day (UTC), such as 2030-01-31. */
                created_on?: string;
                /** @description 1 to 200; 10 when left out. */
                limit?: string;
                status?: string;
                /** @description Nothing is ever throttled: the list is empty. */
                throttled_only?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        page_details: {
                            current_url: string;
                            limit: number;
                            next_url: string | null;
                            /** @description Leads to older ones. */
                            prev_url: string | null;
                            result_count: number;
                        } & {
                            [key: string]: unknown;
                        };
                        transcripts: ({
                            audio_url: string;
                            completed: string | null;
                            /** Format: date-time */
                            created: string;
                            error: string | null;
                            id: string;
                            resource_url: string;
                            /** @enum {string} */
                            status: "queued" | "processing" | "completed" | "error";
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiSubmit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `audio_url`, and what is asked of the transcription. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Milliseconds. */
                    audio_end_at?: number | null;
                    /** @description Milliseconds. */
                    audio_start_from?: number | null;
                    /** @description Give the address of the recording, or the `upload_url` that POST /v2/upload gave. */
                    audio_url: string;
                    custom_spelling?: {
                        from: string | string[];
                        to: string;
                    }[] | null;
                    /** @description Left out, sounds of hesitation are not written. */
                    disfluencies?: boolean | null;
                    dual_channel?: boolean | null;
                    filter_profanity?: boolean | null;
                    keyterms_prompt?: string[] | null;
                    /** @description Left out, the language is detected. */
                    language_code?: string | null;
                    /** @description Languages that may be spoken. */
                    language_codes?: string[] | null;
                    language_detection?: boolean | null;
                    /** @description `expected_languages` is followed. */
                    language_detection_options?: ({
                        expected_languages?: string[] | null;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                    multichannel?: boolean | null;
                    /** @description It biases spelling, it is not an instruction. */
                    prompt?: string | null;
                    /** @description AssemblyAI's names stand for the best model here; or the name of a model of this server. */
                    speech_model?: string | null;
                    /** @description The first that this server has. */
                    speech_models?: string[] | null;
                    webhook_auth_header_name?: string | null;
                    webhook_auth_header_value?: string | null;
                    webhook_url?: string | null;
                    word_boost?: string[] | null;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The transcript as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds. */
                        audio_duration: number | null;
                        audio_url: string;
                        confidence: number | null;
                        error: string | null;
                        id: string;
                        language_code?: string;
                        speech_model_used: string | null;
                        /** @enum {string} */
                        status: "queued" | "processing" | "completed" | "error";
                        text: string | null;
                        utterances: ({
                            channel?: string;
                            confidence: number;
                            end: number;
                            speaker: string | null;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                            words: ({
                                channel?: string;
                                confidence: number;
                                end: number;
                                speaker: string | null;
                                /** @description Milliseconds. */
                                start: number;
                                text: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        })[] | null;
                        /** @description What is not done as asked. */
                        warnings: string[];
                        words: ({
                            channel?: string;
                            confidence: number;
                            end: number;
                            speaker: string | null;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                        } & {
                            [key: string]: unknown;
                        })[] | null;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands, with its text once `status` is `completed`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds. */
                        audio_duration: number | null;
                        audio_url: string;
                        confidence: number | null;
                        error: string | null;
                        id: string;
                        language_code?: string;
                        speech_model_used: string | null;
                        /** @enum {string} */
                        status: "queued" | "processing" | "completed" | "error";
                        text: string | null;
                        utterances: ({
                            channel?: string;
                            confidence: number;
                            end: number;
                            speaker: string | null;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                            words: ({
                                channel?: string;
                                confidence: number;
                                end: number;
                                speaker: string | null;
                                /** @description Milliseconds. */
                                start: number;
                                text: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        })[] | null;
                        /** @description What is not done as asked. */
                        warnings: string[];
                        words: ({
                            channel?: string;
                            confidence: number;
                            end: number;
                            speaker: string | null;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                        } & {
                            [key: string]: unknown;
                        })[] | null;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stood, without text. It is not found from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds. */
                        audio_duration: number | null;
                        audio_url: string;
                        confidence: number | null;
                        error: string | null;
                        id: string;
                        language_code?: string;
                        speech_model_used: string | null;
                        /** @enum {string} */
                        status: "queued" | "processing" | "completed" | "error";
                        text: string | null;
                        utterances: ({
                            channel?: string;
                            confidence: number;
                            end: number;
                            speaker: string | null;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                            words: ({
                                channel?: string;
                                confidence: number;
                                end: number;
                                speaker: string | null;
                                /** @description Milliseconds. */
                                start: number;
                                text: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        })[] | null;
                        /** @description What is not done as asked. */
                        warnings: string[];
                        words: ({
                            channel?: string;
                            confidence: number;
                            end: number;
                            speaker: string | null;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                        } & {
                            [key: string]: unknown;
                        })[] | null;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiParagraphs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of a transcript that is completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds. */
                        audio_duration: number;
                        confidence: number;
                        id: string;
                        paragraphs: ({
                            confidence: number;
                            end: number;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                            words: ({
                                channel?: string;
                                confidence: number;
                                end: number;
                                speaker: string | null;
                                /** @description Milliseconds. */
                                start: number;
                                text: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        speech_model_used: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiRedactedAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiSentences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of a transcript that is completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds. */
                        audio_duration: number;
                        confidence: number;
                        id: string;
                        sentences: ({
                            channel?: string;
                            confidence: number;
                            end: number;
                            speaker: string | null;
                            /** @description Milliseconds. */
                            start: number;
                            text: string;
                            words: ({
                                channel?: string;
                                confidence: number;
                                end: number;
                                speaker: string | null;
                                /** @description Milliseconds. */
                                start: number;
                                text: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        speech_model_used: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiSrt: {
        parameters: {
            query?: {
                /** @description At most so many in one caption. */
                chars_per_caption?: number;
            };
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of a transcript that is completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-subrip": string;
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiVtt: {
        parameters: {
            query?: {
                /** @description At most so many in one caption. */
                chars_per_caption?: number;
            };
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of a transcript that is completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/vtt": string;
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiWordSearch: {
        parameters: {
            query: {
                /** @description Words or phrases, parted by commas. */
                words: string;
            };
            header?: never;
            path: {
                /** @description The `id` of the transcript. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of a transcript that is completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        matches: ({
                            count: number;
                            indexes: number[];
                            text: string;
                            /** @description From and to, in milliseconds. */
                            timestamps: number[][];
                        } & {
                            [key: string]: unknown;
                        })[];
                        total_count: number;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
    assemblyaiUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        upload_url: string;
                    };
                };
            };
            /** @description Who asks has not shown who they are. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description The key is good and may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description There is too much to do, or the key has asked for too much. `Retry-After` says when to come back. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
            /** @description It failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssemblyaiFailure"];
                };
            };
        };
    };
}
