// One address for every kind of page, with real content. Screenshots, axe and the accessibility trees all use this list.

export const routes = [
  { name: 'network', at: '#/' },
  { name: 'network-selected', at: '#/?sel=openssf' },
  { name: 'network-table', at: '#/?tab=table' },
  { name: 'network-words', at: '#/?tab=words' },
  { name: 'communities', at: '#/communities' },
  { name: 'community', at: '#/community/debian' },
  { name: 'ruleset', at: '#/ruleset/eu-ai-act' },
  { name: 'rule', at: '#/rule/oecd-ai-principles/1-2-a' },
  { name: 'topics', at: '#/topics' },
  { name: 'topic', at: '#/topic/transparency-disclosure' },
  { name: 'compare-side', at: '#/compare?sets=eu-ai-act,kr-ai-basic-act' },
  { name: 'compare-list', at: '#/compare?sets=eu-ai-act,kr-ai-basic-act&view=list' },
  { name: 'compare-matrix', at: '#/compare?sets=eu-ai-act,kr-ai-basic-act,oecd-ai-principles,us-co-sb24-205' },
  { name: 'compare-changes', at: '#/compare?sets=qemu-provenance-2025,qemu-proposal-2026&view=changes' },
  { name: 'timeline', at: '#/timeline' },
  { name: 'search', at: '#/search?q=human%20oversight' },
  { name: 'sources', at: '#/sources' },
  { name: 'about', at: '#/about' },
  { name: 'not-found', at: '#/no-such-page' },
];
