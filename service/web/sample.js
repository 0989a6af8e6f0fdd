/** The article behind “Try a sample”: our own, the same as tests/golden/ferry.txt. */
export const SAMPLE = `Ferry to Brannock Island will run all winter

The ferry to Brannock Island will keep running through the winter for the first time in eleven years, the Port Council announced on Tuesday.

“Nobody on this island should have to choose between a doctor and the last boat,” said Marta Ellison, the council’s chair. “We have the money, and now we have the ship.”

The decision follows a report by the transport inspectorate, which found that 212 islanders missed hospital appointments last year. According to the report, half of them had waited more than four months.

Fishermen are less pleased. Tom Arkwright, who has landed crab at the north quay since 1988, called the new timetable “a gift to day trippers”. He warned that the quay would be blocked until noon.

“They never asked us,” he said. “Not once.”

Ellison said that two public meetings had been held in March, adding that “the minutes are on the wall of the town hall” for anyone who can read.

A senior engineer at the shipyard doubted that the vessel would be ready. “The hull is sound,” the engineer said, “but the engines are older than I am.”

Residents were told that fares would not rise before April. The council’s finance committee said it would vote on the contract next week.
`;
