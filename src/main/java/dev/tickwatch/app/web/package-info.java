/**
 * Meters, health and the live page over HTTP.
 *
 * <pre>
 * result topics ─► LiveFeed ─► LiveBoard ─┬─► /api/...  (WebServer)
 *                 (consumer)   (bounded)  └─► /events   (EventStreams, one EventStream a browser)
 * </pre>
 *
 * <p>{@link dev.tickwatch.app.web.LiveFeed} reads scores, forecasts and alerts as any other
 * consumer would, so the page shows what is committed, of all instances. {@link
 * dev.tickwatch.app.web.LiveBoard} keeps the latest of each symbol in bounded memory. A browser is
 * never queued for: each holds a position on the board and takes what is new when it has taken the
 * last, so a slow one gets fewer and larger updates and holds nobody up. Javalin lives here and
 * nowhere else.
 */
package dev.tickwatch.app.web;
