"""Texts of our own without cooperation facts give at most one core claim per 1,000 characters; people are made up."""

import pytest

from sarai.reading import read_text

TEXTS = {
    "sport": "Brazil beat Germany 3-1 on Saturday in front of 60,000 spectators. The coach said his players had been ready "
    "to fight for every ball and expected to win again in Paris. Germany signed off with a late goal, but Brazil never "
    "gave them room. The two teams agreed that the second half had been the better one. Italy will play Spain on Monday.",
    "weather": "Heavy rain will reach Japan on Tuesday and continue for three days, with up to 200 millimetres expected. "
    "Temperatures in Tokyo fell by 5 degrees. Officials asked people to stay at home. The storm may pass over South Korea "
    "later in the week before it reaches China. Snow is possible in Mongolia at about 1,200 metres.",
    "recipe": "For this Turkish soup, put 200 grams of red lentils into a pot, add two onions and 1.5 litres of water and "
    "cook for 30 minutes. Stir in Japanese soy sauce if you like. Serve with bread. An Uzbek variant adds carrots and lamb. "
    "The soup keeps for three days and provides about 300 calories a bowl.",
    "company": "The shoe maker reported revenue of $4.2 billion for the third quarter, up 6% from a year ago. Net income rose "
    "to $310 million. The company plans to open 40 stores in Germany and expects sales in China to grow by about 10% in "
    "2026. The board approved a dividend of $0.25 a share. Shares rose 3% in New York.",
    "history": "In 1453 the city fell after a siege of 53 days. Its walls had been built a thousand years before. Merchants "
    "from Italy had traded there since 1200, and many of them left. The new ruler rebuilt the markets and settled families "
    "from Greece in the empty quarters. By 1480 the population had grown to around 70,000 people.",
    "astronomy": "Two probes were launched in 1977. One passed Jupiter in 1979 and Saturn a year later. Both carry a golden "
    "record with greetings in 55 languages. About 24 billion kilometres away, they still send data. Engineers hope to keep "
    "at least one instrument running until 2030. Telescopes in Chile and Australia listen to them.",
    "travel": "The road from Osh climbs to 3,600 metres and gives fine views of the Pamir. Guest houses cost about $20 a "
    "night. Buses leave Bishkek each morning. In summer, visitors from Germany and France cycle the whole way to Tajikistan. "
    "Take cash: there are few banks on the route, and cards may not work. A border permit is needed.",
    "chess": "The 19-year-old from India drew with the Chinese champion after 62 moves. He had prepared a new line in the "
    "Russian defence, but White found the answer. The Uzbek player leads by half a point. Three rounds remain. The winner "
    "will receive a trophy, and the first ten players are invited to the next round in Spain.",
    "biology": "The snow leopard lives in the mountains of Kyrgyzstan, China and Nepal at up to 5,000 metres. Between 4,000 and "
    "6,500 animals remain. A female raises two or three cubs a year. The cats hunt at dawn. Counting them is hard, since "
    "they cross borders. Cameras in Mongolia recorded 12 adults last year.",
    "film": "The new film follows two sisters from Kazakhstan who move to South Korea. It was shot in 40 days and cost $2 "
    "million. Critics in France liked its quiet pictures. The director promised a sequel. It opens in Japan in March and in "
    "the United States in May. Tickets for the first three evenings have been sold out.",
    "court": "The judge in Spain sentenced two men to nine years for stealing 14 paintings from a house near Madrid. A third man, "
    "arrested in Portugal, was released because the police had not proved that he drove the car. The paintings, worth about "
    "€3 million, came back in March. The owner offered a reward of €20,000, which nobody has claimed. The lawyers will appeal.",
    "housing": "Rents in Germany rose by 4.1% last year, and in Berlin by 7%. Tenants called for a cap. The city approved plans for "
    "1,200 flats on an old airfield, but the builder has yet to find a bank that lends at less than 5%. Landlords say that a "
    "new law would stop repairs. In Austria, by contrast, half of all tenants live in houses that belong to the city.",
    "gardening": "Sow Japanese radish in April and Chinese cabbage in July. Both need about 20 litres of water a week. Do not give "
    "them lime in the first month. Last year we planted 40 seedlings, and slugs took 15. A Dutch friend promised to send tulip "
    "bulbs. French beans provide shade for lettuce; Turkish oregano keeps flies away. Plans for a pond must wait until spring.",
    "music": "The orchestra from Hungary opened its tour of South Korea with two symphonies. In Seoul 2,400 people filled the hall. "
    "The conductor, born in Italy, has signed with a label in London and will record all nine symphonies by 2028. Tickets cost "
    "up to $180. A planned evening in Japan was cancelled after the soloist fell ill. Critics welcomed the Finnish soprano.",
    "accident": "A train carrying 160 people left the rails in northern India on Monday after heavy rain. Eleven passengers were "
    "treated in hospital, and two trains from Nepal were held at the border. Workers cleared the line within nine hours. The "
    "railway said that it had asked for new brakes in 2021. A Chinese tourist told a radio station that nobody had panicked.",
    "home affairs": "Parliament in Portugal passed the budget on Tuesday by four votes. Spending on schools rises by €400 million, and "
    "the minister of finance promised lower taxes for families from 2026. The opposition called for an election. The government "
    "has set aside €1.1 billion for pensions and plans to hire 2,000 nurses in Lisbon and Porto. The president is expected to sign "
    "the law by the end of the month, although two of her advisers have doubts. Shops stayed closed for half a day.",
    "protocol": "The President of Finland received the new ambassador of Chile in Helsinki this morning and accepted his letters of "
    "credence. After lunch the ambassador visited the national library. In the evening the President and his wife attended a "
    "concert. Tomorrow the Prime Minister will open an exhibition of Sami art. The palace garden can be seen on Sundays in July.",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_at_most_one_core_claim_per_thousand_characters(name: str) -> None:
    text = TEXTS[name]
    found = [claim for claim in read_text(text) if claim.core]
    assert len(found) <= max(1, len(text) / 1_000), [(claim.modality, claim.quote) for claim in found]
