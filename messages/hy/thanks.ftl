# Հայերեն (արևելահայերեն)։ Թարգմանված է 2023 թ. օգոստոսի 30-ի ֆրանսերեն հաղորդագրությունից (F1–F20)։
# Read twice by the team; A NATIVE READER STILL MUST READ IT BEFORE IT IS USED (doubts: the surname, «հետ համերաշխության», «ասպիրանտ»).

# F2, F20, said only once a person knows that people came and sent photos
# true for: rally 2023-09-02
thanks =
    Շնորհակալություն բոլորին, ովքեր մասնակցեցին սեպտեմբերի 2-ի հանրահավաքներին, և բոլորին, ովքեր լուսանկար ուղարկեցին։
