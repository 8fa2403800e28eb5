// Drives the shop's own use of Elasticsearch through the official JavaScript client. Argument: the server's URL, with credentials where it wants them.
import assert from 'node:assert/strict'
import { Client, errors } from '@elastic/elasticsearch'

const url = new URL(process.argv[2])
const auth = url.username ? { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } : undefined
const client = new Client({ node: url.origin, auth })
const index = `client-js-${process.pid}-${Date.now()}`
const alias = `${index}-alias`

try {
  const info = await client.info()
  assert.ok(info.version.number)
  assert.equal(await client.ping(), true)
  assert.ok(['green', 'yellow'].includes((await client.cluster.health({ wait_for_status: 'yellow', timeout: '30s' })).status))

  await client.indices.create({
    index,
    settings: {
      number_of_replicas: 0,
      analysis: {
        filter: { both: { type: 'cjk_bigram', output_unigrams: true }, pairs: { type: 'cjk_bigram' } },
        analyzer: {
          product_index: { type: 'custom', tokenizer: 'standard', filter: ['cjk_width', 'lowercase', 'both'] },
          product_search: { type: 'custom', tokenizer: 'standard', filter: ['cjk_width', 'lowercase', 'pairs'] }
        }
      }
    },
    mappings: {
      dynamic: 'strict',
      properties: {
        name: { type: 'text', analyzer: 'product_index', search_analyzer: 'product_search' },
        category: { type: 'keyword' },
        price: { type: 'long' }
      }
    },
    aliases: { [alias]: {} }
  })
  assert.equal(await client.indices.exists({ index }), true)
  await assert.rejects(client.indices.create({ index }), error => error instanceof errors.ResponseError && error.statusCode === 400 && error.body.error.type === 'resource_already_exists_exception')

  const products = Array.from({ length: 250 }, (_, i) => ({ id: `p${i}`, name: i % 2 ? `运动鞋 shoe ${i}` : `蓝牙耳机 headphones ${i}`, category: i % 2 ? 'shoes' : 'audio', price: i * 100 }))
  const bulk = await client.helpers.bulk({
    datasource: products,
    refreshOnCompletion: true,
    onDocument: ({ id, ...source }) => [{ index: { _index: index, _id: id } }, source]
  })
  assert.deepEqual([bulk.total, bulk.failed, bulk.successful], [250, 0, 250])

  const found = await client.search({ index: alias, query: { match: { name: '鞋' } }, size: 5, highlight: { fields: { name: {} } }, aggs: { c: { terms: { field: 'category' } } } })
  assert.equal(found.hits.total.value, 125)
  assert.match(found.hits.hits[0].highlight.name[0], /<em>鞋<\/em>/)
  assert.deepEqual(found.aggregations.c.buckets, [{ key: 'shoes', doc_count: 125 }])

  // Paging without a scroll, as the shop does it.
  const seen = []
  for (let after; ;) {
    const page = await client.search({ index: alias, size: 60, sort: [{ price: 'desc' }, { category: 'asc' }], ...(after && { search_after: after }) })
    if (page.hits.hits.length === 0) break
    seen.push(...page.hits.hits.map(hit => hit._source.price))
    after = page.hits.hits.at(-1).sort
  }
  assert.deepEqual(seen, products.map(product => product.price).reverse())

  let scrolled = 0
  for await (const document of client.helpers.scrollDocuments({ index: alias, size: 100, query: { match_all: {} } })) {
    assert.ok(document.name)
    scrolled++
  }
  assert.equal(scrolled, 250)

  const got = await client.get({ index: alias, id: 'p1' })
  await client.index({ index, id: 'p1', document: { ...got._source, price: 1 }, if_seq_no: got._seq_no, if_primary_term: got._primary_term })
  await assert.rejects(client.index({ index, id: 'p1', document: got._source, if_seq_no: got._seq_no, if_primary_term: got._primary_term }), error => error.statusCode === 409)
  await client.update({ index, id: 'p1', doc: { price: 2 } })
  assert.equal((await client.get({ index, id: 'p1' }))._source.price, 2)
  assert.equal((await client.delete({ index, id: 'p1', refresh: 'wait_for' })).result, 'deleted')
  assert.equal((await client.count({ index })).count, 249)
  await assert.rejects(client.get({ index, id: 'p1' }), error => error.statusCode === 404 && error.body.found === false)
  assert.equal(await client.exists({ index, id: 'p2' }), true)

  const searches = await client.msearch({ searches: [{ index }, { query: { term: { category: 'audio' } } }, { index }, { query: { nonsense: {} } }] })
  assert.equal(searches.responses[0].hits.total.value, 125)
  assert.equal(searches.responses[1].status, 400)
  const pit = await client.openPointInTime({ index, keep_alive: '1m' })
  assert.equal((await client.search({ pit: { id: pit.id }, size: 1, sort: [{ price: 'asc' }] })).hits.hits[0].sort.length, 2)
  await client.closePointInTime({ id: pit.id })
  assert.equal((await client.cat.count({ index, format: 'json' }))[0].count, '249')
  console.log('javascript client: ok')
} finally {
  await client.indices.delete({ index, ignore_unavailable: true })
  await client.close()
}
