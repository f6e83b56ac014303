import type { ServiceAnswer, SiteAnswer } from '../../office/web/office-messages.ts';
import { grade } from './grades.tsx';
import { say } from './office-texts.ts';
import { duration } from './time-words.ts';

const unknown = <span class="soft">–</span>;

/** The queues of a site. Of one that is not heard now, they are its last word. */
export function QueueTable({ of: { services, counters, judgement } }: { readonly of: SiteAnswer }) {
  const isOld = ['bad', 'unknown'].includes(grade(judgement.verdict));
  const isOpen = counters.filter(({ state }) => state !== null && state !== 'closed').length;
  return (
    <section class={`card${isOld ? ' old' : ''}`} aria-labelledby="queues-title">
      <div class="card-head">
        <h3 id="queues-title">{say('queues')}</h3>
        {counters.length > 0 && (
          <p class="soft">
            {say('counters')}: {isOpen} / {counters.length} {say('countersOpen')}
          </p>
        )}
      </div>
      {isOld && <p class="soft">{say('lastWord')}</p>}
      {services.length === 0 ? (
        <p class="empty">{say('noQueues')}</p>
      ) : (
        <div class="table-box">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('service')}</th>
                <th scope="col" class="number">
                  {say('waiting')}
                </th>
                <th scope="col" class="number">
                  {say('longest')}
                </th>
                <th scope="col" class="number">
                  {say('issued')}
                </th>
                <th scope="col" class="number">
                  {say('quotaLeft')}
                </th>
              </tr>
            </thead>
            <tbody>
              {services.map((service) => (
                <ServiceRow key={service.id} of={service} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ServiceRow({ of }: { readonly of: ServiceAnswer }) {
  const { waiting, longestWaitSeconds: waited, issuedToday, quotaLeft } = of;
  return (
    <tr class={of.isSurging ? 'hot' : ''} data-service={of.id}>
      <th scope="row">
        {of.title ?? of.id} {of.isOpen === false && <span class="chip">{say('shut')}</span>}
        {of.isSurging && <span class="chip warn">{say('surge')}</span>}
      </th>
      <td class="number strong">{waiting ?? unknown}</td>
      <td class="number">{waited === null ? unknown : waiting === 0 ? '' : duration(waited * 1_000)}</td>
      <td class="number">{issuedToday ?? unknown}</td>
      <td class="number">
        {quotaLeft === null ? unknown : quotaLeft === 'none' ? <small>{say('noQuota')}</small> : quotaLeft}
        {typeof quotaLeft === 'number' && issuedToday !== null && (
          <meter
            min={0}
            max={Math.max(1, issuedToday + quotaLeft)}
            value={issuedToday}
            aria-label={say('issued')}
          />
        )}
      </td>
    </tr>
  );
}
