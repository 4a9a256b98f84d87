import { ALERTS, type Day, type Lab, NEWFORD, newfordDay, NOWY_BROD, startLab } from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { ask, type Entity, type Told } from './lab-client.js';

describe('the day in Newford, as the platforms show it', () => {
  const clock = new SimulatedClock(new Date('2026-05-12T00:00:00Z'));
  let lab: Lab;
  let day: Day;
  let next = 0;

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        day = newfordDay(world);
      },
    });
  });

  afterAll(async () => {
    await lab.close();
  });

  /** Plays the day up to this hour of the town, 19 May unless said. */
  function playTo(time: string, date = 19): void {
    const until = new Date(`2026-05-${String(date)}T${time}:00-05:00`);
    for (let step = day.steps[next]; step && step.at <= until; step = day.steps[++next]) {
      clock.set(step.at);
      step.run();
    }
    clock.set(until);
  }

  function look(row: string, rest = '', headers: Record<string, string> = {}): Promise<Told<Entity>> {
    return ask(lab, NEWFORD, `/api/v1/statuses/${idOf(row)}${rest}`, headers);
  }

  function idOf(row: string): string {
    return lab.world.idOn(lab.world.server(NEWFORD), lab.world.postNamed(row));
  }

  function list(key: 'C' | 'P' | 'M', headers: Record<string, string> = {}): Promise<Told<Entity[]>> {
    return ask<Entity[]>(lab, NEWFORD, `/api/v1/accounts/${day.accounts[key].id}/statuses`, headers);
  }

  // Each of these goes on where the one above it ended.
  it('08:00: a running poll and a repost of a citizen are there already', async () => {
    playTo('08:00');
    const { body } = await list('C');
    expect(body.map(({ uri }) => uri)).toEqual(['2', '1'].map((row) => lab.world.postNamed(row).uri));
    expect(body[0]?.reblog?.media_attachments[0]?.description).toContain('Pomarańczowe niebo');
    expect(body[1]?.poll?.expired).toBe(false);
  });

  it('09:10: the poll is closed, the map has another description, and its history both', async () => {
    playTo('09:10');
    const poll = (await look('1')).body.poll;
    expect([poll?.expired, poll?.options.map((option) => option.votes_count)]).toEqual([true, [97, 248, 67]]);
    const history = await ask<Entity[]>(lab, NEWFORD, `/api/v1/statuses/${idOf('4')}/history`);
    expect(
      history.body.map(({ media_attachments: [medium] }) => medium?.description.includes('Community Hall')),
    ).toEqual([false, true]);
  });

  it('13:52: the threads of both warnings hold the burst of replies', async () => {
    playTo('13:52');
    const [english, polish] = [await look('6', '/context'), await look('7', '/context')];
    expect(english.body.descendants).toHaveLength(5);
    expect(polish.body.descendants).toHaveLength(3);
  });

  it('just after 13:53 to 14:20: Newford answers 503, the twin town and the feed do not', async () => {
    playTo('13:54');
    expect((await list('C')).status).toBe(503);
    playTo('14:20');
    expect((await list('C')).status).toBe(503);
    expect((await ask(lab, NOWY_BROD, '/api/v2/instance')).status).toBe(200);
    expect((await fetch(lab.feed(ALERTS))).status).toBe(200);
  });

  it('14:21: what was posted meanwhile is there, the edit is in the history, the unseen reply is nowhere', async () => {
    playTo('14:21');
    expect((await list('C')).body[0]?.content).toContain('RUMOR CHECK');
    const { body } = await ask<Entity[]>(lab, NEWFORD, `/api/v1/statuses/${idOf('7')}/history`);
    expect(body.map(({ content }) => /1[24],[24] stopy/.exec(content)?.[0])).toEqual(['14,2 stopy', '12,4 stopy']);
    expect((await look('6', '/context')).text).not.toContain('scanner');
    expect((await look('unseen')).status).toBe(404);
  });

  it('14:32: the rumour is gone, its neighbours stand', async () => {
    playTo('14:32');
    expect([(await look('12')).status, (await look('13')).status]).toEqual([404, 200]);
  });

  it('16:01: the flood watch fell off the window of the feed', async () => {
    playTo('16:01');
    const feed = await (await fetch(lab.feed(ALERTS))).text();
    expect(feed).toContain('extended to Wednesday');
    expect(feed).not.toContain('FLOOD WATCH');
  });

  it('18:59: the campaign post is gone, the reply to it stands', async () => {
    playTo('18:59');
    expect([(await look('19')).status, (await look('20')).status]).toEqual([404, 200]);
  });

  it("20:10: the mayor's token is refused; 20:20: it works again", async () => {
    const headers = { authorization: `Bearer ${day.mayorToken.value}` };
    playTo('20:10');
    expect((await list('M', headers)).status).toBe(401);
    playTo('20:20');
    expect((await list('M', headers)).status).toBe(200);
  });

  it('21:01: the question about the water left the thread, and is still found by its id', async () => {
    playTo('21:01');
    expect((await look('7', '/context')).text).not.toContain('zatruta');
    expect((await look('14')).body.content).toContain('zatruta');
  });

  it('08:00 the next day: the twin town has posted, and everything fits the limits of a stranger', async () => {
    playTo('08:00', 20);
    const { body } = await ask<Entity[]>(lab, NOWY_BROD, `/api/v1/accounts/${day.accounts.B.id}/statuses`);
    expect(body.map(({ uri }) => uri)).toEqual(['28', '27', '25'].map((row) => lab.world.postNamed(row).uri));
    expect(next).toBe(day.steps.length);
  });
});
